"""Words too common to search for by themselves; inside a phrase they count."""

STOP = frozenset(
    """
    aan al alles als altijd andere ben bij daar dan dat de der deze die dit doch doen door dus een eens en er ge
    geen geweest haar had heb hebben heeft hem het hier hij hoe hun iemand iets ik in is ja je kan kon kunnen maar
    me meer men met mij mijn moet na naar niet niets nog nu of om omdat onder ons onze ook op over reeds te tegen
    toch toen tot u uit uw van veel voor want waren was wat we wel werd wezen wie wij wil worden wordt ze zelf zich
    wie waarom waarmee eigenlijk gewoon zij zijn zo zonder zou jij jou jouw jullie
    wordt werden waar wanneer welke the and of a an to
    """.split()  # noqa: SIM905  (a list of a hundred quoted words reads worse)
)
