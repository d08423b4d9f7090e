"""An answer leaves at once, also the second one on the same line."""

import asyncio
import socket

from config.start import listening


def test_an_answer_on_a_kept_line_does_not_wait_for_more(monkeypatch):
    monkeypatch.setenv("PORT", "0")

    async def told_at_once() -> int:
        found = asyncio.get_running_loop().create_future()

        def met(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            line = writer.get_extra_info("socket")
            found.set_result(line.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        with listening() as bound:
            server = await asyncio.start_server(met, sock=bound)
            _reader, caller = await asyncio.open_connection(*bound.getsockname())
            delay_is_off = await found
            caller.close()
            server.close()
        return delay_is_off

    assert asyncio.run(told_at_once()) != 0
