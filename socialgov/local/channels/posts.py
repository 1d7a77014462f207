"""The posts on the sample site. Everything is invented; times are days before the site was first started."""

# ruff: noqa: E501  (prose, each paragraph on its line)

from dataclasses import dataclass

from .content import CARE, CHIEF, LIBRARY, SCHOOL


@dataclass(frozen=True, slots=True)
class Post:
    """`text` is paragraphs with an empty line between; `picture` a file among static/, `alt` what it shows."""

    id: int
    site: str
    slug: str
    title: str
    author: str
    days_ago: int
    at: str
    text: str
    picture: str = ""
    alt: str = ""
    topic: str = ""


POSTS = (
    Post(
        101, SCHOOL, "trygga-raster", "Så jobbar vi för trygga raster", "Samir Kritstrand, rektor", 2, "15.10",
        """Nu har vi två rastvakter till på skolgården, varje rast. De bär gul väst och rör sig runt: en vid fotbollsplanen, en vid gungorna. Eleverna i rådet bad om det, och det var ett klokt förslag.

Vi har också gjort om rastboden. Där finns hopprep, spadar och bandyklubbor att låna, och fyrorna sköter utlåningen på onsdagar. Det märks: färre barn står för sig själva.

Är du orolig för något som hänt? Ring eller mejla mig direkt, så tar vi det samma dag. Skriv inte om enskilda barn här i kommentarerna, varken ditt eget eller någon annans. Här kan vem som helst läsa.""",
        "skolgard.svg", "Teckning: en skolgård med tallar, gungor och en röd skolbyggnad.", "Trygghet",
    ),
    Post(
        102, SCHOOL, "forsta-snon", "Första snön, och en hel hög vantar", "Lina Pennfors, lärare", 5, "14.25",
        """I tisdags kom den! På första rasten byggde treorna en snögubbe som var längre än Viktor i sexan. Han fick låna en mopedhjälm och en morot från skolköket.

I entrén ligger nu 23 upphittade vantar, varav fyra par. Resten är ensamvargar. Titta gärna i korgen när du hämtar, på fredag tar vi hem det som blir över till återbruket.

Ta på barnen så att de kan vara ute i en timme. Overall, mössa och ett extra par strumpor i väskan räcker långt.""",
        "sno.svg", "Teckning: en snögubbe med hjälm mellan snötyngda granar.", "Vardag",
    ),
    Post(
        103, SCHOOL, "vi-raknar-tallar", "Vi räknar tallar", "Lina Pennfors, lärare", 9, "13.00",
        """Skolan heter Tallbackaskolan. Men hur många tallar finns det egentligen på backen? Fyran bestämde sig för att ta reda på det.

Först gissade alla. Den lägsta gissningen var 12 och den högsta en miljon. Sedan delade vi in backen i rutor med snören, räknade varje ruta och lade ihop. Det blev 148 tallar, 31 granar och en ensam rönn.

Efteråt ritade vi diagram. Det blev en bra diskussion om vad som är ett träd. Räknas en planta? Fyran röstade: ja, om den är längre än Melvins stövel.""",
        "tallar.svg", "Teckning: en backe med tallar indelad i rutor med snören.", "Matematik",
    ),
    Post(
        104, SCHOOL, "fackeltag", "Tack för ett fint fackeltåg", "Samir Kritstrand, rektor", 18, "8.15",
        """Över tvåhundra personer gick med från skolan till kyrkbacken. Sexorna hade gjort lyktorna av mjölkpaket och silkespapper, och kören sjöng så att det hördes ända till ån.

Stort tack till föräldraföreningen för korv och varm saft, och till räddningstjänsten som stod med. Nästa år provar vi en lite kortare väg, för de minsta blev trötta i benen.""",
        "lyktor.svg", "Teckning: papperslyktor som lyser i mörkret längs en väg.", "Fest",
    ),
    Post(
        105, SCHOOL, "friluftsdag", "Packlista till friluftsdagen", "Lina Pennfors, lärare", 25, "12.40",
        """På torsdag går vi till Storänget, oavsett väder. Vi är tillbaka kl. 13.30.

Ta med ryggsäck, matsäck, vattenflaska, sittunderlag, regnbyxor och något varmt till händerna. Mobilen får stanna hemma. Skolan bjuder på varm choklad vid vindskyddet.

Saknar ni något? Hör av er till klassläraren. Vi har utrustning att låna och ingen behöver säga varför.""",
        "ryggsack.svg", "Teckning: en ryggsäck, en termos och ett sittunderlag.", "Friluftsliv",
    ),
    Post(
        106, SCHOOL, "kvarnen", "Femman besökte kvarnen", "Lina Pennfors, lärare", 31, "15.30",
        """Hembygdsföreningen visade hur kvarnhjulet går runt och hur mjölet blir till. Alla fick mala en näve korn var för hand. Det tog elva minuter, och sedan räckte mjölet till ett halvt kex.

Nu förstår vi varför det heter att tala bredvid mun när kvarnen går: det går inte att höra vad någon säger. Tillbaka i klassrummet skrev femman faktatexter, som hänger i biblioteket till jul.""",
        "kvarn.svg", "Teckning: en röd kvarn med vattenhjul vid en å.", "Utflykt",
    ),
    Post(
        107, SCHOOL, "lasveckan", "Läsveckan: 1 214 sidor på fem dagar", "Samir Kritstrand, rektor", 38, "14.00",
        """Varje dag efter lunch läste alla på skolan, även vaktmästaren och jag. Ettorna läste högt för sina gosedjur. Sammanlagt blev det 1 214 sidor, och det är fler sidor än det finns elever på alla skolor i kommunen.

Populärast var deckare, tätt följt av allt som handlar om hästar. Biblioteket kommer med bokbussen en gång till före jul.""",
        "bocker.svg", "Teckning: en trave böcker med ett gosedjur överst.", "Läsning",
    ),
    Post(
        201, CHIEF, "budgeten", "Budgeten, så enkelt jag kan", "Eva-Lena Granskugga", 6, "16.45",
        """Nästa år saknas 14 miljoner kronor för att allt ska fortsätta precis som i dag. Skatteintäkterna växer långsammare än kostnaderna, och vi blir färre som delar på notan. Därför föreslår kommunstyrelsen effektiviseringar på tre procent.

Vad betyder det? Vi lämnar lokaler som står tomma, vi samordnar inköp och vi ser över trafiken tillsammans med regionen. Undervisningen och hemtjänsten undantas.

Jag vet att ordet effektivisering låter som en omskrivning. Det är politiken som bestämmer vad som ska göras, och mitt jobb att det blir gjort. Fråga gärna här, så svarar jag så rakt jag kan.""",
        "budget.svg", "Teckning: ett stapeldiagram bredvid en kaffekopp.", "Ekonomi",
    ),
    Post(
        202, CHIEF, "vad-gor-en-kommunchef", "Vad gör en kommunchef om dagarna?", "Eva-Lena Granskugga", 20, "8.00",
        """Jag fick frågan av en sjua på Ljungaskolan, och den är svårare än den låter. Jag sitter i möten, det är sant. Men mest lyssnar jag: på cheferna, på nämnderna, på den som ringer för att snöröjningen aldrig kommer till just deras väg.

I måndags började jag i köket på Björkdungen kl. 6.30. De lagar 92 portioner före lunch. Sedan budgetmöte, medborgarskapsceremoni och ett samtal om bredband i Norrbyn. Det är ett bra jobb.""",
        "kaffe.svg", "Teckning: en kaffekopp på ett bord vid ett fönster.", "Vardag",
    ),
    Post(
        301, LIBRARY, "301", "", "Ljungsele bibliotek", 4, "9.30",
        "Svårt med en blankett? På tisdagar kl. 13–16 hjälper vi till. Ta med brevet eller logga in på plats. Kaffe finns. "
        "Vi kan inte svara på frågor om dina lån här, kom in eller ring i stället.",
    ),
    Post(
        302, LIBRARY, "302", "", "Ljungsele bibliotek", 16, "10.00",
        "Veckans boktips: en stillsam deckare om en fyrvaktare, en försvunnen roddbåt och en väldigt envis trut. Pia läste "
        "ut den på en kväll.",
        "fyr.svg", "Teckning: en fyr på en klippa med en trut som flyger förbi.",
    ),
    Post(
        303, LIBRARY, "303", "", "Ljungsele bibliotek", 22, "11.15",
        "Nu är sagostunden tillbaka! Onsdagar kl. 10 för dig som är tre till fem år. Ingen anmälan, men kom i tid för de "
        "bästa kuddarna.",
    ),
    Post(
        401, CARE, "401", "", "Björkdungens äldreboende", 7, "14.00",
        "I onsdags bakade vi lussebullar till hela huset. 140 stycken, och köket luktade saffran ända ut på gården. Recept "
        "finns i entrén för den som vill ha.",
        "bullar.svg", "Teckning: en plåt med lussebullar.",
    ),
    Post(
        402, CARE, "402", "", "Björkdungens äldreboende", 17, "15.30",
        "Kulturskolan kom och spelade för oss. Det blev allsång i två timmar, och två extranummer. Tack alla elever! Vi visar "
        "inga ansikten här, men vi kan lova att det sjöngs.",
        "noter.svg", "Teckning: noter som svävar ut ur ett dragspel.",
    ),
)  # fmt: skip


def of(site: str) -> list[Post]:
    """A site's posts, the newest first."""
    return sorted((p for p in POSTS if p.site == site), key=lambda p: p.days_ago)


def get(site: str, slug: str) -> Post | None:
    return next((p for p in POSTS if p.site == site and p.slug == slug), None)


def by_id(site: str, number: int) -> Post | None:
    return next((p for p in POSTS if p.site == site and p.id == number), None)
