"""Words of the field that readers use for one another; a query with one of a line also looks for the others."""

TABLE = """
huurachterstand, huurschuld, achter met de huur
schuldhulpverlening, schuldhulp, hulp bij schulden
geldzorgen, schulden, geldproblemen, geldgebrek
schuldeiser, deurwaarder, incassobureau
bijstand, uitkering, participatiewet
armoede, weinig geld, rondkomen
ervaringsdeskundige, ervaringswerker, ervaringsdeskundigheid
ervaringskennis, eigen ervaring
begeleiding, begeleider, begeleiden
hulpverlener, sociaal werker, maatschappelijk werker
mantelzorg, mantelzorger, zorgen voor een naaste
vrijwilliger, vrijwilligerswerk
eenzaamheid, eenzaam, niemand om mee te praten
wijkteam, buurtteam, sociaal team
huisbezoek, aan huis komen, aan de deur
dakloos, dakloosheid, thuisloos, op straat leven, geen huis
woning, huis, woonruimte
ggz, geestelijke gezondheidszorg, psychische hulp
psychisch, mentaal, geestelijk
verslaving, verslaafd, afkicken
lvb, licht verstandelijke beperking, verstandelijke beperking
laaggeletterd, moeite met lezen, niet goed kunnen lezen
wmo, wet maatschappelijke ondersteuning
jeugdzorg, jeugdhulp
jongeren, jeugd, jongvolwassenen
ouderen, senioren
vluchteling, statushouder, nieuwkomer, asielzoeker
inburgering, inburgeren
huiselijk geweld, geweld thuis, partnergeweld
kindermishandeling, mishandeling van kinderen
werkloos, werkloosheid, zonder werk
baan, werk, betaald werk
re-integratie, werk zoeken
dagbesteding, ergens naartoe kunnen
burenhulp, noaberschap
netwerk, sociaal netwerk, mensen om je heen
eigen regie, zelf kiezen, zelf bepalen
maatwerk, passende hulp
samenwerken, samenwerking
wachtlijst, lang wachten
gemeente, gemeentehuis
burger, inwoner, bewoner
participatie, meedoen
discriminatie, racisme, vooroordeel
inclusie, erbij horen
lhbti, lhbtiq, homo
rouw, verdriet na overlijden
werkzaam element, wat helpt
interventie, aanpak, methode
"""

GROUPS = [[term.strip() for term in line.split(",")] for line in TABLE.strip().splitlines()]
