"""Building blocks of the long words of the field, so that "schuldhulpverlening" is found by "schuld" and "schuldhulp"."""

PARTS = frozenset(
    """
    aandacht aanpak aanvraag achter achterstand afspraak agenda arbeid armoede arts asiel baan bank basis begeleiding
    beheer beleid beperking bericht bescherming beslag besteding bewind bewoner bezoek bijstand brief buddy budget
    burger buurt centrum coach consult cultuur dag dak deskundige deskundigheid deur deurwaarder dienst dienstverlening
    digitaal doel doelgroep dossier dorp druk echtscheiding eenzaamheid eigen eis element ervaring familie financieel
    fonds geheim geld gemeente gesprek gevolg geweld gezin gezins gezondheid groep handhaving hoofd huis huisarts huur
    hulp hulpverlener hulpverlening inburgering incasso inclusie informatie inkomen interventie inwoner jeugd jongeren
    kans kennis kern keten keuken kind kinder kliniek klacht kosten kracht krediet kwaliteit kring last leef leer leerling
    leven leveren lijst loket loon maat maatje maatjes maatschappij mantel markt medewerker meld melding mens methode
    middel minima mishandeling moeder nacht nazorg netwerk nood onderhoud ondersteuning onderwijs onderzoek ontmoeting
    ontwikkeling opvang opvoeding organisatie oudere ouderen ouder overdracht overlast overleg pand partner plaats plan
    plek plicht ploeg praktijk praat preventie probleem problemen professional project punt raad recht rechten regel
    regeling regie regio register reis reken rekening ruimte sanering schaamte schade schrijf schuld schulden schuldeiser
    school schoon signaal signalering situatie slaap sociaal spel spoed spoor sport spraak spreek spreekuur staat stad
    stage stand start status steun steunpunt stichting straat stress studie systeem taal taak tafel team tekort telefoon
    terugval thuis tijd toegang toeslag toeslagen traject trauma uitkering uitval vader val vader veiligheid verblijf
    vereniging verhaal verhuur verkeer verkenning verlening verlies verlof verslaafd verslaving verzekering verzorging
    vlucht vluchteling voedsel voogd voorziening vorm vraag vriend vrijwilliger vrijwilligers vroeg vrouw vrouwen wacht
    wachtlijst wandel water weer welzijn werk werker werkplaats wet wijk winkel winter wonen woning woon zelf ziek
    ziekenhuis ziekte zin zoek zorg zorgen zwerf
    """.split()  # noqa: SIM905
)
LINKS = ("", "s", "e", "en", "n")
