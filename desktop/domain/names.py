"""People's names: on screen, on paper and for comparing."""

from functools import lru_cache

from desktop.domain.text import fold

_NICKNAMES = """
abigail abby gail; alan al; albert bert bertie al; alexander alex alec sandy lex; alexandra alex sandra
sandy; alfred alf alfie fred; alice ali; alison ali; amanda mandy; andrew andy drew; angela angie; ann
anne annie nan nancy; anthony tony ant; arthur art; barbara barb babs; benjamin ben benny; bernard bernie;
bridget bridie biddy; carol caroline carrie lyn; catherine cathy kate katie kathy kitty cath; charles
charlie chas chuck; charlotte charlie lottie; christina christine chris chrissie tina; christopher chris
kit; clive cliff; constance connie; daniel dan danny; david dave davey dai dafydd; deborah deb debbie;
dennis den denny; derek del rick; diana diane di; donald don donny; dorothy dot dotty dolly; edith edie;
edward ed eddie ted teddy ned; eileen elaine; eleanor ellie nell nelly nora; elizabeth beth betty liz
lizzie eliza elsie libby lily bess betsy; ellen nell nelly ellie; emily em emmy millie; eric rick;
florence flo florrie flossie; frances fran fanny frankie; francis frank frankie; frederick fred freddie;
gareth gary gaz; geoffrey jeffrey geoff jeff; george georgie; gerald gerry jerry; gerard gerry; gillian
jill gill; gladys glad; gordon gordie; graham gray; gwendoline gwen; harold harry hal; harriet hattie;
helen nell ellie lena; henry harry hal; hugh hughie huw; ian iain; irene rene; isabel isobel bel belle
izzy; ivy iv; jacqueline jackie; james jim jimmy jamie; jane janet jenny; janet jan; jason jay; jean
jeannie; jennifer jen jenny; jessica jess jessie; joan joanie; joanna joanne jo; john jack johnny jon;
jonathan jon johnny; joseph joe joey jo; josephine jo josie; joshua josh; judith judy jude; julia julie
jules; karen kaz; katherine kathleen kate katie kathy kath kay kitty; kenneth ken kenny; kevin kev;
laurence larry laurie lawrence; leonard len lenny leo; leslie les; lilian lily lil; linda lyn; louis lou
lewis; louisa louise lou; malcolm mal; margaret maggie meg peg peggy madge marge greta rita daisy mags;
marjorie marge madge; mark marc; martha patty; martin marty; mary molly polly may mamie; matilda tilly
tilda; matthew matt; maureen mo; maurice mo morris; max maxwell maximilian; melanie mel; michael mike mick
micky mitch; mildred millie; mohammed muhammad mohamed mohammad muhammed mo; nathan nathaniel nat nate;
neil neal niall; nicholas nick nicky; nicola nicky nic; norman norm; oliver ollie; olive livvy; pamela
pam; patricia pat patsy tricia trish; patrick pat paddy; pauline paula; penelope penny; peter pete; philip
phil pip; phyllis phil; rachel rae; raymond ray; rebecca becky bec; reginald reg reggie; richard rick
ricky dick rich richie; robert bob bobby rob robbie bert; roderick rod roddy; roger rog; ronald ron
ronnie; rose rosemary rosie; rosalind ros; roy royston; russell russ; ruth ruthie; samuel samantha sam
sammy; sarah sally sadie sal; sharon shaz; sheila shelagh; sidney sid sydney; simon si; sophia sophie;
stanley stan; stephen steven steve stevie; stuart stewart stu; susan sue susie suzie suzanne; sylvia syl;
teresa theresa terry tess tessa; terence terry tel; thomas tom tommy; timothy tim; tobias toby; trevor
trev; valerie val; veronica ronnie vera; victor vic; victoria vicky tori; vincent vince vinny; violet vi;
virginia ginny; walter wally walt; wilfred wilf; william bill billy will willy liam wills; winifred win
winnie; yvonne vonnie; zachary zac zach
"""
"""Given names and what people call each other for short: our own list of common ones in the UK."""


def full_name(first: str, last: str, preferred: str = "") -> str:
    """The name for a heading: what somebody is called, and their family name."""
    return " ".join(name for name in (preferred or first, last) if name)


def name_or_number(typed: str) -> tuple[str, str, str]:
    """What somebody new is known by from what was typed in a search.

    Args:
        typed: a name or a phone number, as typed.

    Returns:
        First name, last name and phone: the words where there are letters, else the phone.
    """
    first, *others = typed.split() or [""]
    if any(letter.isalpha() for letter in typed):
        return first, " ".join(others), ""
    return "", "", typed.strip()


def paper_name(first: str, last: str, preferred: str = "") -> str:
    """The name for a sheet that leaves the hub: first name and initial, ``Jean M.`` (domain rule 9)."""
    given = preferred or first
    initial = next((letter for letter in last if letter.isalpha()), "").upper()
    if given and initial:
        return f"{given} {initial}."
    return given or (f"{initial}." if initial else "")


def initials(first: str, last: str) -> str:
    """One or two capital letters for a badge; a question mark where there is no name."""
    letters = [name[0].upper() for name in (first.strip(), last.strip()) if name]
    return "".join(letters) or "?"


@lru_cache(maxsize=65_536)
def sounds(name: str) -> str:
    """How a folded name sounds: its Metaphone (Philips, Computer Language 7, 1990); empty for none."""
    import jellyfish

    return str(jellyfish.metaphone(name)) if name.isascii() else name


@lru_cache(maxsize=65_536)
def is_nickname(one: str, other: str) -> bool:
    """Whether two folded given names are used for the same person."""
    groups = _groups()
    return one != other and bool(groups.get(one, frozenset()) & groups.get(other, frozenset()))


def nicknames(name: str) -> frozenset[str]:
    """Folded given names used for the same people as this one; without the name itself."""
    groups = _groups()
    own = groups.get(name, frozenset())
    return frozenset(other for other, held in groups.items() if own & held) - {name} if own else frozenset()


@lru_cache(maxsize=1)
def _groups() -> dict[str, frozenset[int]]:
    held: dict[str, set[int]] = {}
    for number, group in enumerate(_NICKNAMES.split(";")):
        for name in group.split():
            held.setdefault(fold(name), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in held.items()}
