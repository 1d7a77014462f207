"""What people write in Ljungsele (shared/domain/sample.md, section 6). Everything is invented, and so is everyone."""

# ruff: noqa: E501  (prose, each text on its line)

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sample:
    """`at` is day and time in November 2026, `standing` its class then; both are moved to the present (placing.py)."""

    name: str
    account: str
    kind: str
    author: str
    at: str
    standing: str
    text: str


# C10, C14 and C17 come in by themselves from the sample site.
COMMENTS = (
    Sample("C01", "K1", "comment", "Anna-Karin Björklöv", "19 08:12", "today", "Hej! Vilka tider gäller på återvinningscentralen i jul? Hittar inget på hemsidan 😅"),
    Sample("C02", "K1", "comment", "Tidningsbudet i Kvarnmyra", "20 07:05", "later", "Stort tack till er som plogade Kvarnmyravägen redan före halv sex i morse. Vi som börjar tidigt märker det! ❤️"),
    Sample("C03", "K1", "comment", "Rolf Storängsson", "17 19:40", "done", "Skandal att ni lägger ner badplatsen i Storänget men har råd med ny logga för 300 000. Ni bryr er bara om centrum. Skämmes!"),
    Sample("C04", "K1", "comment", "Gunilla Landsväg", "18 21:15", "done", "Kommunalrådet verkar tro att vi på landsbygden lever på luft. Klarar han inte jobbet får han väl avgå. Röstar aldrig på honom igen."),
    Sample("C05", "K9", "comment", "Kenta Prov", "19 20:31", "now", "Enhetschefen på Björkdungen är en inkompetent jävla idiot som borde spärras in på sitt eget boende. Ja Anneli, jag menar dig."),
    Sample("C06", "K5", "comment", "anonym_ex", "19 22:47", "done", "Rektorn parkerar alltid den röda Volvon bakom idrottshallen. I kväll kommer han inte hem hel."),
    Sample("C07", "K1", "comment", "Konto utan namn", "20 06:20", "now", "[FOLKGRUPP] är ohyra. De borde slängas ut ur skolan och ur landet, med våld om det behövs."),
    Sample("C08", "K7", "comment", "Snabblån Nu Direkt", "20 03:14", "now", "🔥🔥 LÅN UTAN UC PÅ 5 MIN!! Pengarna på kontot i dag 👉 lan-nu-direkt.example"),
    Sample("C09", "K1", "comment", "Grannen på Kvarnstigen", "18 12:02", "done", "Det är Bertil Provstedt på Kvarnstigen 8 som eldar sopor varje kväll. 070-174 06 99. Ring och skäll ut honom allihop!!"),
    Sample("C11", "K1", "comment", "Tobias Kvarnmyr", "18 15:27", "target_passed", "Har väntat 14 veckor på bygglov för Kvarnmyra 1:23. SBN 2026-00214. Vad håller ni på med egentligen?"),
    Sample("C12", "K1", "message", "Ylva Granskande", "19 13:50", "today", "Hej! Jag vill ta del av avtalet med firman som byggde om Torget och alla fakturor. Kan ni mejla det? Jag behöver inte säga varför va?"),
    Sample("C13", "K2", "message", "simmarlisa_ex", "20 09:10", "later", "hej har simhallen öppet på lördag?"),
    Sample("C15", "K1", "comment", "Grace Mwangi", "20 09:22", "later", "Hi! We moved here from Kenya last week. How do we apply for preschool for our daughter (3)? Is there a form in English?"),
    Sample("C16", "K1", "comment", "Yusuf SFI", "19 17:48", "today", "Hej. Jag läser SFI. Jag vill fråga. När börjar kursen efter jul? Jag har inte fått brev. Tack."),
    Sample("C18", "K9", "comment", "Maria Ljungberg", "15 10:26", "limit_today", "Mamma fick vänta över tre timmar på hjälp till toaletten i lördags. Larmet ringde hela tiden. Så här kan ni inte behandla gamla människor."),
    Sample("C19", "K3", "comment", "Nattvandraren", "19 16:10", "soon", "@ljungsele_ex gatlyktan vid Skolgatan 14 har varit släckt i två veckor. Blir becksvart för barnen. Händer det nåt?"),
    Sample("C20", "K5", "comment", "mörkblå_ex", "20 09:48", "danger", "orkar inte mer. ingen på skolan fattar. känns som det vore bättre om jag inte fanns"),
    Sample("C21", "K1", "comment", "Camilla Trottoar", "20 08:55", "later", "Det är för jävligt att ni inte sandat trottoaren på Bruksgatan. Mamma ramlade i går och bröt handleden. Vem betalar det?"),
    Sample("C22", "K1", "comment", "Ljungsele Kommun Kundservice", "20 09:31", "now", "Ljungsele Kommun Kundservice: Grattis! Du har fått elstöd 4 300 kr. Legitimera dig här för utbetalning 👉 elstod-utbetalning.example"),
    Sample("C23", "K1", "comment", "Ljungselepartiet", "16 18:20", "done", "Vi i Ljungselepartiet håller öppet möte om badplatsen på torsdag kl 18 i Folkets hus. Alla välkomna, fika finns!"),
    Sample("C24", "K3", "comment", "Mamma i Norrbyn", "20 07:40", "soon", "@ljungsele_ex är vattnet i Norrbyn ok att dricka? luktar starkt av klor i dag, har en bebis"),
    Sample("C25", "K1", "comment", "Tidningsläsaren", "14 11:00", "done", "[bild: hela uppslaget ur lokaltidningen, avfotograferat] Läs vad de skriver om er!!"),
)  # fmt: skip

POSTS = {
    "K1": ("Nu börjar vintern: så plogar och sandar vi", "https://www.facebook.com/ljungselekommun.exempel/posts/1201"),
    "K2": ("Simhallen i höstljus", "https://www.instagram.com/ljungselekommun.exempel/p/1202"),
    "K3": ("", ""),
    "K5": ("Friluftsdagen", "https://www.instagram.com/tallbackaskolan.exempel/p/1203"),
    "K7": ("Höstkonserten 2026", "https://www.youtube.com/watch?v=exempel1204"),
    "K9": ("Sångstund i dagrummet", "https://www.facebook.com/bjorkdungen.exempel/posts/1205"),
}
REPORT = "Någon kallar personalen på Björkdungen för idioter. Sånt ska väl inte få stå på kommunens sida?"
ANSWER_C03 = "Hej Rolf! Jag förstår att det väcker känslor. Badplatsen stängs för att bryggan är uttjänt, och beslutet om en ny tas i kultur- och fritidsnämnden den 9 december. Dina synpunkter är framförda dit. Logotypen kostade 84 000 kronor. /Karin, kommunikatör"
QUESTION_C11 = "Han har väntat 14 veckor på bygglov, SBN 2026-00214. Kan ni höra av er till honom, och vad kan jag svara om väntetiden i allmänhet?"
QUESTION_C09 = "Vi har tagit bort en kommentar med namn och nummer, men tipset gäller eldning av sopor på Kvarnstigen. Det är ert att se till."

# What was asked and answered in the weeks before: account, author, question, answer.
EARLIER = (
    (
        "K1",
        "Birgitta Kvarnlöf",
        "När hämtas trädgårdsavfallet sista gången i höst?",
        "Hej Birgitta! Sista tömningen är vecka 46. Kärlen ska stå ute kl. 6.00. /Karin, kommunikatör",
    ),
    (
        "K1",
        "Mattias Ek",
        "Är vägen till Storänget öppen igen efter översvämningen?",
        "Hej! Ja, den öppnade i går eftermiddag. Kör försiktigt, kanten är mjuk. /Karin, kommunikatör",
    ),
    (
        "K1",
        "Sofie Granlid",
        "Hur anmäler jag mitt barn till fritids?",
        "Hej Sofie! Du gör det i e-tjänsten på webbplatsen under Barn och skola. /Jonas, webbredaktör",
    ),
    (
        "K1",
        "Pelle Trädgårdh",
        "Vilken färg är det på nya bänkarna egentligen? Ser rosa ut på bilden.",
        "Hej Pelle! De är röda, men solen lurar kameran. Kom och provsitt! /Karin, kommunikatör",
    ),
    (
        "K2",
        "lisa_och_hundarna_ex",
        "får man ha hund med på julmarknaden?",
        "Hej! Ja, i koppel. Det brukar vara trångt vid korvståndet. /Jonas, webbredaktör",
    ),
    (
        "K2",
        "tandemcykeln_ex",
        "Var är den här bilden tagen?",
        "Vid kvarndammen, en kvart efter soluppgången. /Karin, kommunikatör",
    ),
    (
        "K3",
        "Byarådet i Norrbyn",
        "@ljungsele_ex när kommer vägbulorna på Skolgatan?",
        "Hej! I maj, när tjälen har gått ur. /Karin, kommunikatör",
    ),
    (
        "K3",
        "Cykelnisse",
        "@ljungsele_ex glas på cykelbanan vid bron igen",
        "Tack, Gata och park sopar i eftermiddag. /Jonas, webbredaktör",
    ),
    (
        "K5",
        "morfar_bengt_ex",
        "Vilken tid slutar sexorna på friluftsdagen?",
        "Hej! Kl. 13.30, och bussen är tillbaka till skolan tio minuter senare. /Lina, lärare",
    ),
    (
        "K9",
        "Solveig Ängsro",
        "Får man komma och sjunga med på torsdag fast man inte är anhörig?",
        "Hjärtligt välkommen! Vi börjar kl. 14 i dagrummet. /Fatima",
    ),
    (
        "K1",
        "Ingemar Dalström",
        "Går det att låna bygdegården en vardag?",
        "Hej Ingemar! Ja, ring bokningen på 070-174 06 20 så hjälper de dig. /Karin, kommunikatör",
    ),
    ("K1", "Hanna Sjöbo", "Tack för fin information om vaccinationerna, nu hittade jag rätt tid.", ""),
)
