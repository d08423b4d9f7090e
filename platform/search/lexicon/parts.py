"""Building blocks of the long words of the field: "schuldhulpverlening" is found by "schuld" and "schuldhulp"."""

PARTS = frozenset(
    """
    adres alleen bed bezoeker boven buren cursus eten figuur fles geluid genoten groei klachten kwetsbaar lees
    logeer lot loonstrook minder mishandel naaste opleiding opvoed oppas opvoeden pauze post psychose respijt ruzie
    scheiding schuldhulp stem stop taalles training uitzetting vervoer vriendschap wachten werkgever zelfstandig
    aandacht aanpak aanvraag achter achterstand afspraak agenda arbeid armoede arts asiel baan bank basis
    begeleiding beheer beleid beperking bericht bescherming beslag besteding bewind bewoner bezoek bijstand
    brief buddy budget burger buurt centrum coach consult cultuur dag dak deskundige deskundigheid deur
    deurwaarder dienst dienstverlening digitaal doel doelgroep dorp dossier druk echtscheiding eenzaamheid
    eigen eis element ervaring familie financieel fonds geheim geld gemeente gesprek gevolg geweld gezin
    gezins gezondheid groep handhaving hoofd huis huisarts hulp hulpverlener hulpverlening huur inburgering
    incasso inclusie informatie inkomen interventie inwoner jeugd jongeren kans kennis kern keten keuken kind
    kinder klacht kliniek kosten kracht krediet kring kwaliteit last leef leer leerling leven leveren lijst
    loket loon maat maatje maatjes maatschappij mantel markt medewerker meld melding mens methode middel
    minima mishandeling moeder nacht nazorg netwerk nood onderhoud ondersteuning onderwijs onderzoek
    ontmoeting ontwikkeling opvang opvoeding organisatie ouder oudere ouderen overdracht overlast overleg pand
    partner plaats plan plek plicht ploeg praat praktijk preventie probleem problemen professional project
    punt raad recht rechten regel regeling regie regio register reis reken rekening ruimte sanering schaamte
    schade school schoon schrijf schuld schuldeiser schulden signaal signalering situatie slaap sociaal spel
    spoed spoor sport spraak spreek spreekuur staat stad stage stand start status steun steunpunt stichting
    straat stress studie systeem taak taal tafel team tekort telefoon terugval thuis tijd toegang toeslag
    toeslagen traject trauma uitkering uitval vader val veiligheid verblijf vereniging verhaal verhuur verkeer
    verkenning verlening verlies verlof verslaafd verslaving verzekering verzorging vlucht vluchteling voedsel
    voogd voorziening vorm vraag vriend vrijwilliger vrijwilligers vroeg vrouw vrouwen wacht wachtlijst wandel
    water weer welzijn werk werker werkplaats wet wijk winkel winter wonen woning woon zelf ziek ziekenhuis
    ziekte zin zoek zorg zorgen zwerf
    """.split()  # noqa: SIM905
)
LINKS = ("", "s", "e", "en", "n")
