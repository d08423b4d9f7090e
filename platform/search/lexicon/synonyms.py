"""Words of the field that readers use for one another; a query with one of a line also looks for the others.

What the search came with: it was copied into the table that editors change at /zoeken/synoniemen/, and only counts
where that table was never filled. Several words may be one term, and a term may stand on more lines.
"""

TABLE = """
huurachterstand, huurschuld, achter met de huur
schuldhulpverlening, schuldhulp, hulp bij schulden
geldzorgen, schulden, geldproblemen, geldgebrek, geldstress
schuldeiser, deurwaarder, incassobureau, incasso
bijstand, uitkering, participatiewet
armoede, weinig geld, rondkomen, rond kunnen komen
ervaringsdeskundige, ervaringswerker, ervaringsdeskundigheid
ervaringskennis, eigen ervaring
begeleiding, begeleiden
begeleider, hulpverlener, coach
sociaal werker, maatschappelijk werker, hulpverlener
mantelzorg, mantelzorger, zorgen voor een naaste
vrijwilliger, vrijwilligerswerk
eenzaamheid, eenzaam, niemand om mee te praten
wijkteam, buurtteam, sociaal team
huisbezoek, aan huis komen, aan de deur
dakloos, dakloosheid, thuisloos, op straat leven, geen huis
woning, huis, woonruimte
ggz, geestelijke gezondheidszorg, psychische hulp
psychisch, psychiatrisch, mentaal, geestelijk
verslaving, verslaafd, afkicken, drugs, alcohol
lvb, licht verstandelijke beperking, verstandelijke beperking
laaggeletterd, moeite met lezen, niet goed kunnen lezen
wmo, wet maatschappelijke ondersteuning
jeugdzorg, jeugdhulp
jongeren, jeugd, jongvolwassenen, tieners, pubers
ouderen, senioren, bejaarden, oude mensen
vluchteling, statushouder, nieuwkomer, asielzoeker
inburgering, inburgeren
huiselijk geweld, geweld thuis, partnergeweld, geslagen worden
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
wachtlijst, lang wachten, wachttijd
gemeente, gemeentehuis
burger, inwoner, bewoner
participatie, meedoen
discriminatie, racisme, vooroordeel
inclusie, erbij horen
lhbti, lhbtiq, homo
rouw, verdriet na overlijden, nabestaanden
overleden, overlijden, dood, weduwe, weduwnaar
werkzaam element, wat helpt
interventie, aanpak, methode
slaan, mishandelen, mishandeling, geweld
maatje, buddy, vrijwilliger
burenruzie, ruzie met de buren, buurtbemiddeling, buren met ruzie
overlast, geluidsoverlast, herrie, lawaai, geluid
uithuisplaatsing, uit huis plaatsen, uit huis geplaatst
huisuitzetting, uithuiszetting, ontruiming, uit huis gezet, op straat gezet
familieberaad, familiegroepsplan, netwerkberaad, eigen kracht-conferentie
steunfiguur, mentor, vertrouwenspersoon
voogd, gezinsvoogd, jeugdbeschermer
respijtzorg, respijt, logeerzorg, logeerhuis, vervangende zorg
overbelast, overbelasting, overspannen, te zwaar, volhouden
zorgmijder, zorgmijding, wil geen hulp, geen hulp vragen, bemoeizorg
outreachend, eropaf, aanbellen, op huisbezoek gaan
lotgenoten, lotgenotencontact, in dezelfde situatie, zelfhulpgroep
opvoeden, opvoeding, opvoedcursus, oudercursus
depressie, depressief, somber, sombere gedachten, in de put
psychose, psychotisch, stemmen horen
dementie, dement, alzheimer
zwanger, zwangerschap, in verwachting
pesten, gepest, weerbaarheid, voor zichzelf opkomen
stelen, diefstal, strafbaar feit
jobcoach, trajectbegeleider, werk en begeleiding
werkgever, baas, bedrijf
ontslag, ontslagen, baan kwijt
dokter, huisarts, arts
bellen, opbellen, telefoon
vervoer, rijden, rit, bus
van het kastje naar de muur, doorgestuurd, veel loketten
loket, balie, inloop
brief, post, envelop
formulier, aanvraag, papieren, papierwerk
toeslag, recht op, niet-gebruik
moeilijke taal, heldere taal, gewone taal, eenvoudige taal
nederlands leren, taalles, taalmaatje, taalpunt
tolk, tolken, vertalen
briefadres, postadres, geen adres
vriendschap, vrienden, contacten
melden, melding, meldcode, veilig thuis
overdracht, overdragen, verwijzen, doorverwijzen
nazorg, daarna nog contact, vinger aan de pols
vertrouwen, hoop, perspectief
"""

GROUPS = [[term.strip() for term in line.split(",")] for line in TABLE.strip().splitlines()]
