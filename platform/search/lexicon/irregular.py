"""Dutch forms no stemmer gets right: strong verbs, odd plurals and odd comparisons, each under its own base form.

Left out are forms that are also another everyday word: week, vroeg, wees, bond.
"""

TABLE = """
aanbieden: aanbood aanboden aangeboden
aankomen: aankwam aankwamen aangekomen
aannemen: aannam aannamen aangenomen
aanspreken: aansprak aanspraken aangesproken
afspreken: afsprak afspraken afgesproken
beginnen: begon begonnen
begrijpen: begreep begrepen
bespreken: besprak bespraken besproken
bestaan: bestond bestonden
betalen: betaalde betaalden betaald betaalt
betreffen: betrof betroffen
bewegen: bewoog bewogen
bezoeken: bezocht bezochten
bidden: gebeden
bieden: bood boden geboden biedt
bijdragen: bijdroeg bijdroegen bijgedragen
binden: gebonden
blijken: bleek bleken gebleken blijkt
blijven: bleef bleven gebleven blijft
breken: brak braken gebroken
brengen: bracht brachten gebracht
denken: dacht dachten gedacht
doen: deed deden gedaan doet
doorgaan: doorging doorgingen doorgegaan
dragen: droeg droegen gedragen
drijven: dreef dreven gedreven
drinken: dronk dronken gedronken
dwingen: dwong dwongen gedwongen
eten: at aten gegeten eet
gaan: ging gingen gegaan gaat ga
gelden: gold golden gegolden
genezen: genas genazen
genieten: genoot genoten
geven: gaf gaven gegeven geeft
grijpen: greep grepen gegrepen
hangen: hing hingen gehangen
hebben: had hadden gehad heeft
helpen: hielp hielpen geholpen
houden: hield hielden gehouden
inschrijven: inschreef inschreven ingeschreven
kiezen: koos kozen gekozen kiest
kijken: keek keken gekeken
klimmen: klom klommen geklommen
komen: kwam kwamen gekomen
kopen: kocht kochten gekocht
krijgen: kreeg kregen gekregen
kunnen: kon konden gekund
lachen: lachte lachten gelachen
laten: liet lieten gelaten
lezen: las lazen gelezen leest
liegen: loog logen gelogen
liggen: lag lagen gelegen
lijden: leed
lijken: leek leken geleken
lopen: liep liepen gelopen loopt
loskomen: loskwam losgekomen
meedoen: meedeed meededen meegedaan
meegaan: meeging meegingen meegegaan
meenemen: meenam meenamen meegenomen
moeten: moest moesten
mogen: mocht mochten
nemen: nam namen genomen neemt
omgaan: omging omgingen omgegaan
onderzoeken: onderzocht onderzochten
ondernemen: ondernam ondernamen ondernomen
ontbreken: ontbrak ontbraken ontbroken
onthouden: onthield onthielden
ontstaan: ontstond ontstonden
ontvangen: ontving ontvingen
opgeven: opgaf opgaven opgegeven
opnemen: opnam opnamen opgenomen
opstaan: opstond opstonden opgestaan
opvangen: opving opvingen opgevangen
overlijden: overleed overleden
overnemen: overnam overnamen overgenomen
plegen: placht
praten: praatte praatten gepraat praat
raden: raadde geraden
rijden: reed reden gereden
roepen: riep riepen geroepen
ruiken: rook roken geroken
scheiden: scheidde gescheiden scheidt
schenken: schonk schonken geschonken
schieten: schoot schoten geschoten
schrijven: schreef schreven geschreven schrijft
schrikken: schrok schrokken geschrokken
schuiven: schoof schoven geschoven
slaan: sloeg sloegen geslagen sla slaat
slapen: sliep sliepen geslapen slaapt
sluiten: sloot sloten gesloten
snijden: sneed sneden gesneden
spreken: sprak spraken gesproken spreekt
springen: sprong sprongen gesprongen
staan: stond stonden gestaan staat sta
steken: stak staken gestoken
stelen: stal stalen gestolen
sterven: stierf stierven gestorven
stijgen: steeg stegen gestegen
strijden: streed streden gestreden
terugkomen: terugkwam terugkwamen teruggekomen
toenemen: toenam toenamen toegenomen
treffen: trof troffen getroffen
trekken: trok trokken getrokken
uitgeven: uitgaf uitgaven uitgegeven
vallen: viel vielen gevallen
vangen: ving vingen gevangen
vechten: vocht vochten gevochten
verbieden: verbood verboden
verblijven: verbleef verbleven
verdwijnen: verdween verdwenen
vergelijken: vergeleek vergeleken
vergeten: vergat vergaten
verkopen: verkocht verkochten
verlaten: verliet verlieten
verliezen: verloor verloren verliest verlies
vermijden: vermeed vermeden
verstaan: verstond verstonden
vertrekken: vertrok vertrokken
vertrouwen: vertrouwde vertrouwden vertrouwd vertrouwt
vervangen: verving vervingen
verwijzen: verwees verwezen verwijst
verzinnen: verzon verzonnen
vinden: vond vonden gevonden
vliegen: vloog vlogen gevlogen
volhouden: volhield volgehouden
voorkomen: voorkwam voorkwamen
vragen: vroegen gevraagd vraagt
wegen: woog wogen gewogen
werpen: wierp wierpen geworpen
weten: wist wisten geweten weet
wijken: geweken
wijzen: gewezen
willen: wilde wilden wou gewild
winnen: won wonnen gewonnen
worden: werd werden geworden wordt
zeggen: zei zeiden gezegd zegt
zenden: zond zonden gezonden
zien: zag zagen gezien ziet
zijn: was waren geweest ben bent is
zingen: zong zongen gezongen
zitten: zat zaten gezeten
zoeken: zocht zochten gezocht
zullen: zou zouden
zwemmen: zwom zwommen gezwommen
zwijgen: zweeg zwegen gezwegen
kind: kinderen kindje kindjes
stad: steden
lid: leden
ei: eieren
lied: liederen
blad: bladeren
schip: schepen
moeilijkheid: moeilijkheden
mogelijkheid: mogelijkheden
werkzaam: werkzame
eenzaam: eenzame eenzamer eenzaamst
arts: artsen
schuld: schulden
gezin: gezinnen
brief: brieven briefje briefjes
huis: huizen huisje
leven: levens leef leeft leefde leefden geleefd
"""


def read(table: str) -> dict[str, str]:
    """Give form -> base form; where two bases claim a form, the first in the table has it."""
    forms: dict[str, str] = {}
    for line in table.strip().splitlines():
        base, odd = line.split(":")
        for form in odd.split():
            forms.setdefault(form, base)
    return forms


BASE_OF = read(TABLE)
