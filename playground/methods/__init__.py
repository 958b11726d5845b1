"""The Bot API methods that the playground performs: one small function each.

A method gets the world, the bot that calls, its checked parameters and the uploaded files, and
returns the result as JSON or raises `ApiError`. Only `getUpdates` waits.
"""

from playground.methods.callbacks import CALLBACKS
from playground.methods.common import Method
from playground.methods.editing import EDITING
from playground.methods.getting import GETTING
from playground.methods.profile import PROFILE
from playground.methods.removing import REMOVING
from playground.methods.sending import SENDING

METHODS: dict[str, Method] = {
    **CALLBACKS,
    **EDITING,
    **GETTING,
    **PROFILE,
    **REMOVING,
    **SENDING,
}
