"""First names heard in the Netherlands, our own list; names that are also everyday words are left out."""

from moderation.privacy.words import words

FIRST_NAMES = words(
    """
    aaliyah abdel abdelkader abdul abdullah achmed adam adriaan agnes ahmed ahmet aicha aisha albert aleid alex
    alexander alexandra ali alice alicia alina amal amber amina amir amira amy andrea andreas andries angela
    angelique anita anja anke ank ann anna annabel anne anneke annelies annemarie annemiek annet annette annie
    anouk ans anton antoinette antonia antonio antoon appie arie arjan arjen arnold arthur astrid astrida atie
    aya aylin ayse ayşe babette barbara bart bas bastiaan beatrix bea bennie berend bernadette bernard bert
    bertha bertus betsy betty bianca bilal birgit bjorn boudewijn brahim bram brigitte bruno burak calvin can
    carel carin carina carla carlos carmen carola carolien caroline casper catharina cathy ceciel cees celine
    chaima chantal charles charlotte chris christa christel christiaan christian christien christina christine
    cindy claire clara claudia colette coen conny cora corien corina corine cornelia cornelis corrie crystal
    cynthia daan damian daniel danielle danny daphne david debbie demi dennis denise desiree dewi diana dick
    dieuwertje dilan dilara dimitri dina dinie dirk djoeke dominique donna doortje dora dorien doris douwe driss
    duncan dylan ebru eddy edith eduard edwin eelco eelke eline elif elina elisa elisabeth elise eliza elke ella
    ellen ellie elly els elsa else emiel emily emine emma emre enrico eric erica erik erika erna ernst esma
    esmee esra esther eva evelien evelyn evert fadima fadma fabian fatih fatiha fatima fatma feline femke
    ferdinand floor floris fouad frank frans fransje franka fred frederik freek frits gabriel gabriella geert
    geertje geertruida gerard gerben gerda gerrit gerry gert gertie gertjan gijs gina gisela giovanni glenn
    greet greetje gregor greta griet guido gusta guus hakan halima hamid hamza han hanna hannah hannie hanneke
    hans harm harmen harold harrie harry hasan hassan hatice hedwig heidi hein helen helena helene helga hendrik
    hendrika henk hennie henny henri henriette herman hermien herma hetty hidde hilda hilde hilda hind houda
    hubert hugo huub huseyin ibrahim ibtissam ida ilham ilona ilse imane imran ina ineke inge ingeborg ingrid
    irena irene iris irma isa isabel isabella ismael ismail ivan ivo jaap jacco jack jacob jacoba jacqueline
    jaimy jamal jamila jan jana janice janine janna janneke jannes jannie jantje janus jason jasmijn jasper
    jayden jeanet jeanette jeanne jef jeffrey jelle jennifer jenny jeroen jerome jesse jessica jessie jet jim
    jimmy jo joan joanna job jochem joelle joep johan johanna johannes john johnny jolanda jolanthe jolien jonas
    jonathan joop joost jordan jordy joris jorrit jos jose josefien joseph josephine josien joyce judith
    juliette julia julian juliana jurgen jurre justin kaan karel karim karima karin karina karlijn kasper
    kathleen katja katrien kees kelly kemal ken kenneth kevin khadija khalid kim kimberly kirsten klaas klaasje
    koen koos kristel kurt lars laura lauren laurens leila leendert lena leni lennart leo leon leonie leonoor
    lia lian lida lidia lies liesbeth lieke lieve lilian lily lina linda lindsey lisa lisanne lisette loes
    loubna louis louisa louise luc luca lucas lucia ludo luuk lydia maaike maarten maartje machteld madelon
    magda maik malika manon manuel marc marcel marco margot margreet margriet maria mariam marian marianne marie
    marieke mariela marielle marijke marijn marike marina mario marion mariska marissa marja marjan marjolein
    marleen marloes marlies martha martijn martin martine marwa maryam mathijs matthijs maud maureen maurice
    mauro max maxim mees mehmet meike melanie melissa meryem merel mia michael michel michelle mieke miep miguel
    mike milan mila milou mimoun mina mineke mira miranda miriam mirjam mitchell mo moeshe mohamed mohammed
    mohamad monica monique mostafa mourad murat mustafa myrthe nabil nadia nadine naima najat naomi natalie
    natasja nathalie nawal nel nelleke nellie nelly nick nico nicole nicolette niels nienke nikki nina noa noah
    noor nora noortje nordin norma nouria nuray olaf olga olivia omar onno oscar osman otto ouassima pablo
    patricia patrick paul paula pauline peter petra philip piet pieter pien pim priscilla quinten quincy rachel
    rachid rachida rafael raimond ralph ramon ramona randy raymond rebecca regina reinier remco rene renee
    renske resit ria richard rick rien rik rianne rick rinus rita rob robbert robert roberto roderick roel
    roelof roger roland romy ron ronald ronnie rosa rosalie rosita rowan ruben rudi rudy ruth ruud saar sabine
    sabrina said saida salima salma sam samantha samir samira samuel sander sandra sanne sara sarah saskia
    sebastiaan sebastian selim selma sem serap sevda shanice sharon sheila shirley sietske sigrid silvia simon
    simone sina sjaak sjoerd sjors sofia sofie sofieke sonja sophia sophie souad soufiane stan stef stefan
    stefanie stella steven stijn sunita susan susanne suzan suzanne sven sylvana sylvia tamara tamar tanja tara
    teun teunis thea theo theodora thera theresa therese thijs thomas tiffany tim timo tineke tini tjeerd tobias
    tom tomas tonnie tonny trees trijntje trudy truus ursula vanessa vera veronica veronique victor victoria
    vincent viola walid walter ward wendy wesley wiebe wieke wies wietske wilhelmina willeke willem willemien
    wilma wim wouter xander yara yasemin yasin yasmin yasmina yassin yassine youssef younes yoran ysbrand yusuf
    yvette yvon yvonne zainab zakaria zehra zeynep zoë zohra zineb
    """
)

# Written small these are ordinary words or abbreviations, so only a capital makes them a name.
ONLY_WITH_CAPITAL = words(
    """
    adam amal amber appie bas bea can chris daan dick donna dora elke els else erna floor frank frans gert greet
    han hein hind ida ina isa jack jet jim jo job jos jose ken kim koos lena leo leon lia lies lieve luc max
    mees merel mia mike mila mina mo nel noa noor norma olga paul pien pim rein ria rick rien rik rita rob romy
    ron rosa ruth saar said sam sem sina stan stella tara teun tim tini tom trees vera victor viola ward wies
    wim
    """
)
