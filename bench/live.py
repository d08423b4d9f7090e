"""One message to many open sockets: ours beside a bare `websockets` broadcast, which is the least it can cost."""

import asyncio
import json
import sys
import time
from contextlib import AsyncExitStack

import websockets
from websockets.asyncio.server import broadcast, serve

TOPIC = "bench.message"
WORDS = "Iemand bleef. " * 143  # 2 kB


async def bare() -> None:
    """Serve sockets that only listen; each line on stdin is one broadcast, answered with the processor seconds."""
    frame = json.dumps({"topic": TOPIC, "id": 1, "html": WORDS})
    async with serve(lambda socket: socket.wait_closed(), "127.0.0.1", 0, compression=None) as server:
        tell(server.sockets[0].getsockname()[1])
        while await asyncio.to_thread(sys.stdin.readline):
            broadcast(server.connections, frame)
            await asyncio.sleep(0.3)
            tell(time.process_time())  # since the process began


def tell(fact: float) -> None:
    sys.stdout.write(f"{fact}\n")
    sys.stdout.flush()


async def heard(address: str, number: int, origin: str, messages: int, say) -> tuple[list[float], int]:
    """Open `number` sockets, let `say` speak `messages` times, give the costs in ms and how many frames were lost.

    `say` lets a message go and gives the processor seconds that took; it runs in a thread.
    """
    async with AsyncExitStack() as stack:
        sockets = []
        for _ in range(number):
            socket = await stack.enter_async_context(
                websockets.connect(address, origin=origin, compression=None, max_queue=None)
            )
            await socket.send(json.dumps({"listen": f"{TOPIC}:1"}))
            sockets.append(socket)
        await asyncio.sleep(1)
        costs = [1000 * await asyncio.to_thread(say) for _ in range(messages)]
        counts = await asyncio.gather(*(count(socket) for socket in sockets))
        return costs, number * messages - sum(counts)


async def count(socket) -> int:
    """Count the messages that wait in a socket."""
    found = 0
    while True:
        try:
            found += WORDS[:20] in await asyncio.wait_for(socket.recv(), 0.2)
        except TimeoutError:
            return found


if __name__ == "__main__":
    asyncio.run(bare())
