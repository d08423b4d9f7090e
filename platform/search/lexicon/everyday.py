"""How people say it when an element was there, or was not: the words of stories, beside the words of the field.

A line is one working element: its slug, then everyday words that point at it. Written from the meaning of the element
and never from a story of the demonstration, for those measure whether it works (`manage.py suggestion_report`).
"""

TABLE = """
aansluiten-bij-wens: wat ik wilde, wens, droom, mijn doel, niemand vroeg mij, standaard aanbod, pakket, vroeg wat ik nodig had, liever, eigen idee, past niet bij mij
afspraak-is-afspraak: beloofd, belofte, afgesproken, zou bellen, belde terug, belde niet terug, kwam niet opdagen, op tijd, nakomen, eerlijk, vergeten, erop rekenen, woord gehouden
basis-regelen: adres, postadres, inschrijven, ingeschreven, bankrekening, identiteitskaart, paspoort, zorgverzekering, uitkering, zonder adres, geen inkomen, verzekerd
betekenisvol-contact: alleen, eenzaam, stil, niemand sprak, zag mij, luisterde, praten, gesprek, vroeg hoe het ging, naam kennen, echt contact, koffie, gezelschap, missen, overleden
betekenisvolle-rol: taak, verantwoordelijk, verwacht, nodig zijn, rekenen op mij, erbij horen, meetellen, nuttig, vrijwilligerswerk, klusjes, helpen in de keuken, sleutel, rooster, iets te doen, tuin, repareren
een-plan: plan, iedereen langs elkaar heen, kastje, muur, doorgestuurd, ander loket, steeds opnieuw vertellen, zelfde verhaal, verschillende instanties, regie, één tafel, overzicht, hulpverleners, formulieren, contactpersoon
eerst-een-woning: huis, woning, sleutel, eigen deur, opvang, dakloos, straat, slapen, kamer, huurcontract, plek voor mezelf, huren, appartement
eigen-regie: zelf kiezen, zelf bepalen, mijn keuze, over mij beslissen, zonder te vragen, eigen tempo, dwang, moest, verplicht, baas over, toestemming, inspraak, kiezen, beslissen
eigen-steunfiguur: oom, tante, buurvrouw, trainer, opa, oma, mentor, juf, meester, iemand uit mijn familie, vertrouwen, zelf gekozen, voetbal, vriend van mijn moeder
ervaringsdeskundige-inzet: zelf meegemaakt, ervaringsdeskundige, ervaringswerker, ook schulden gehad, ook verslaafd geweest, wist hoe het was, zelf in de opvang, herkennen, hetzelfde meegemaakt, begreep zonder uitleg
gelijkwaardig: serieus genomen, respect, neerbuigend, dom, behandeld als een kind, nummer, dossier, schuld gegeven, oordeel, veroordelen, lui, niet gemotiveerd, luisteren, geloofden mij, schaamte, schamen, naast mij, wantrouwen, gecontroleerd
heldere-taal: brief, brieven, moeilijke woorden, begreep, snapte, begrijpen, lezen, taal, formulier, uitleggen, uitgelegd, nederlands, tolk, tekst, schrijven, plaatjes, standaardbrief
hoop: geloofde in mij, hoop, toekomst, vertrouwen, opgeven, opgegeven, het komt goed, moed, perspectief, het lukt je, nooit beter, uitzicht, trots
inkomen-compleet: toeslag, toeslagen, recht op, bijzondere bijstand, aanvragen, kwijtschelding, geld terug, terugbetalen, regeling, kinderbijslag, belasting, minima, huurtoeslag, niet aangevraagd, bijstand, korting
kleine-stappen: stap, stapje, klein, één ding, eerst dit, rustig aan, elke week, lijstje, doel, haalbaar, te veel tegelijk, te snel, beginnen met, vandaag alleen
krachtgericht: wat ik kan, goed in, talent, sterk, kracht, compliment, wat lukt, niet alleen problemen, wat er mis was, trots, diploma, zelf gedaan, handig
laagdrempelig: binnenlopen, inloop, buurthuis, dichtbij, om de hoek, zonder afspraak, geen wachtlijst, open deur, wachtlijst, wachten, loket, drempel, telefoonmenu, digid, kantoor, ver weg, openingstijden, doorverbonden, bereikbaar, intake
leren-in-het-echt: oefenen, oefenden, eigen post, winkel, met mijn telefoon, computer, les, cursus, leren lezen, echte brief, boodschappen, school, huiswerk, boek
lotgenotencontact: groep, lotgenoten, anderen, ook zo, herkenning, niet de enige, samen praten, zelfde, deelden, lachen, avond, app, elkaar, kring
nazorg: later nog, nog eens bellen, belde na, daarna niemand, hield op, gestopt, afgesloten, terugval, dossier dicht, na een jaar, vangnet, terugkomen, stopte de hulp, nog steeds bellen
netwerk-betrekken: familie, vrienden, buren, zus, broer, moeder, vader, kinderen, netwerk, samen aan tafel, erbij gehaald, partner, ouders, neef, school, mensen om mij heen, kennis
ontmoeten-en-doen: samen koken, eten, wandelen, muziek, tuin, club, activiteit, spelletjes, sporten, buurthuis, koffieochtend, uitje, bingo, ontmoeten, gezellig, fietsen, groep, zingen, werkplaats
op-adem: vrij, weg, uitrusten, slapen, rust, oppas, logeren, weekend, dagopvang, overnemen, even niet zorgen, vakantie, moe, zwaar, volhouden, op, adem, voor mezelf
outreachend: kwam langs, aanbellen, belde aan, voor de deur, bleef terugkomen, kwam naar mij toe, thuis, briefje in de bus, aan de deur, gordijnen dicht, niet open, durfde niet, stond voor de deur, zoeken, huisbezoek, opzoeken, vond mij
overgang-begeleiden: verhuizing, verhuisde, achttien, ontslag, uit de kliniek, overgang, volwassen, ontslagen, nieuw huis, alleen wonen, jeugdzorg stopt, uit detentie, terug naar huis, eerste weken
praktische-hulp-eerst: bed, koelkast, luiers, wasmachine, boodschappen, voedselpakket, meteen, regelde, fiets, reiskosten, vervoer, rijden, geld voor eten, klussen, verhuisdozen, spullen, eten, opruimen, gordijnen, kapot
realistische-verwachtingen: verwachtte, verwachting, te veel verwacht, anders denken, anders kijken, niet iedereen, teleurgesteld, dacht dat niemand, gedachten, afgewezen, tegenvallen, beste vriend
samen-evalueren: vroeg of het hielp, werkt dit, terugkijken, terugblik, evaluatie, cijfer geven, bijsturen, hoe vond je, niet gevraagd, aanpassen, mening, vragenlijst
samen-oefenen-thuis: voordoen, deed voor, oefenen thuis, keek mee, samen met mijn kind, aan de keukentafel, bij ons thuis, spelen, voorlezen, nadoen, bedtijd, opvoeden, film
schulden-stabiel: beslag, rust, aflossen, budget, bewindvoerder, vaste lasten, leefgeld, incasso, deurwaarder, schuldeisers, betalen, huur, rekeningen, bankrekening, geld over, boete, stapels, rood staan
snel-echte-plek: baan, werk, meteen beginnen, proefplaatsing, echte baan, sollicitatie, cursus vooraf, werkgever, beginnen, aan de slag, eerst trainen, traject, gewoon werk, loon, aangenomen
sociale-vaardigheden: praatje, durfde niet, oefenen, verlegen, nee zeggen, aanspreken, training, grenzen, boos, ruzie, vrienden maken, rollenspel, kwam niet uit mijn woorden, contact maken, assertief
stress-verlagen: stress, paniek, hoofd vol, slecht slapen, rust, druk, bang, dreigen, zorgen, huilen, niet nadenken, vergeet, adem, overzicht kwijt, piekeren, herinnering, sms, spanning, angst, boete, hart
tijd-voor-mij: tijd, haast, tien minuten, uur, nooit gehaast, lang, jaren, te kort, maatwerk, zo lang als nodig, na drie maanden klaar, vaker, geen tijd, druk, geduld, gesprekken op, uren
vaste-hulpverlener: dezelfde, elke week, bleef, vaste, steeds iemand anders, wisselen, gezichten, weer een nieuwe, opnieuw vertellen, vertrouwen, klik, kwam terug, al jaren, weggegaan, collega overnemen, zelfde persoon, wennen, band, begeleider, week daarna
veiligheid-samen: veilig, onveilig, slaan, schreeuwen, geweld, afspraken, politie, veiligheidsplan, codewoord, kinderen horen, bang, melding, melden, vluchten, uit elkaar, ruzie, dreiging, tijdelijk weg
vroegsignalering: op tijd, te laat, eerder, achterstand, eerste brief, woningcorporatie, huurachterstand, signaal, al maanden, niemand zag, gezien, bellen na een maand, energie, premie, voor het misging, zag dat er iets was
warme-overdracht: ging mee, meegegaan, samen naar, voorstellen, voorgesteld, doorverwezen, overdracht, bracht mij, mee naar het gesprek, zoek het uit, telefoonnummer gekregen, folder, erbij blijven, kennismaken, stelde mij voor, loslaten
wederkerigheid: voor een ander, terugdoen, iets terug, helpen, ruilen, ook geven, soep, buurman, boodschappen doen voor, ook iemand geholpen, niet alleen ontvangen, bijdragen, om en om
werkplek-begeleiden: baas, collega, werkvloer, jobcoach, werkgever, op het werk, uitleg aan, leidinggevende, uren, pauze, werkplek, ploeg, werk volhouden, ziek melden
zonder-voorwaarden: voorwaarde, eerst stoppen, eerst clean, eisen, drinken, drank, drugs, blowen, weggestuurd, mocht blijven, geschorst, regels, nuchter, terugval, uitgezet, eruit, welkom zoals ik ben
"""  # noqa: E501


def read() -> dict[str, list[str]]:
    """Give the everyday words by the slug of the element."""
    lines = (line.partition(":") for line in TABLE.strip().splitlines())
    return {slug: [word.strip() for word in said.split(",")] for slug, _colon, said in lines}


EVERYDAY = read()
