"""Names of people at work: they are thanked by name, and never blamed by name."""

from __future__ import annotations

import re

from moderation.privacy.words import words

_STAFF = words(
    """
    dokter doctor dr dr. huisarts tandarts arts kinderarts bedrijfsarts psycholoog psychiater neuroloog specialist
    fysiotherapeut verpleegkundige verloskundige zuster broeder meester juf juffrouw docent docente leraar lerares
    leerkracht mentor rector directeur notaris advocaat deurwaarder agent wijkagent rechter begeleider begeleidster
    hulpverlener hulpverleenster wijkwerker wijkverpleegkundige wijkzuster buurtwerker opbouwwerker jongerenwerker
    sociaalwerker consulent consulente klantmanager casemanager casusregisseur regisseur coach jobcoach gezinscoach
    therapeut therapeute voogd gezinsvoogd bewindvoerder curator schuldhulpverlener budgetcoach jeugdwerker
    jeugdzorgwerker jeugdbeschermer gezinswerker woonbegeleider ambtenaar medewerker medewerkster teamleider
    leidinggevende manager logopedist diëtist poh leidster leider verzorgende
    """
)
_AFTER = re.compile(
    rf"\)?,? (?:(?:(?:is|was) )?(?:mijn|onze|een|de|het|hun|zijn|haar) (?:{'|'.join(_STAFF)})(?!\w)"
    r"|(?:van|bij) (?:het|de) (?:\w*wijkteam|gemeente|jeugdzorg|ggz|uwv|politie|schuldhulp\w*|opvang|school|kliniek))",
    re.IGNORECASE,
)


def is_of_staff(text: str, start: int, end: int) -> bool:
    """Say whether the name that stands here is, as far as the words around it tell, that of somebody at work."""
    before = re.split(r"[.!?]\s", text[max(0, start - 40) : start])[-1].lower().replace(",", " ").split()[-3:]
    own = text[start:end].lower().split()[:1]
    return any(word.strip("(:;") in _STAFF for word in [*before, *own]) or bool(_AFTER.match(text, end))
