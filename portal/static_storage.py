"""Static files under names that hold a hash of their content, so that browsers may keep them for ever."""

from django.contrib.staticfiles.storage import HashedFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Only these are searched for imports. Django's `support_js_module_import_aggregation` would also search the
# minified scripts of packages, and comments, where text that only looks like an import stops the collecting.
OWN_SCRIPTS = "js/*.js"
_CODE = r"(?!\s*(?:/?\*|//))"  # at the beginning of a line: it is no comment
IMPORTS = (
    # import { toast } from "./toast.js";
    (
        r"""(?m)^(?P<matched>(?P<names>(?:import|export)\b[^;"']*\bfrom)\s*"(?P<url>\./[^"]+)")""",
        '%(names)s "%(url)s"',
    ),
    # import("./toast.js"), once in a line
    (
        rf"""(?m)^(?P<matched>(?P<before>{_CODE}.*?\b)import\("(?P<url>\./[^"]+)"\))""",
        '%(before)simport("%(url)s")',
    ),
)


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # no types
    """Own modules import each other by their hashed names, where they name a literal path: `"./toast.js"`."""

    patterns = (*HashedFilesMixin.patterns, (OWN_SCRIPTS, IMPORTS))
