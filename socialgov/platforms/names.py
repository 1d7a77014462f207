"""What names may look like on the platforms: pieces of patterns, without groups, matched as ASCII."""

INSTAGRAM = r"(?!\.)(?!.{0,29}\.\.)[A-Za-z0-9_.]{1,30}(?<!\.)"
FEDIVERSE = r"[A-Za-z0-9_](?:[A-Za-z0-9_.\-]{0,62}[A-Za-z0-9_])?"
DOMAIN = r"(?:[A-Za-z0-9](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9\-]{0,61}[A-Za-z0-9]"
DID = r"did:(?:plc:[a-z2-7]{24}|web:[A-Za-z0-9.\-%]{1,253})"
