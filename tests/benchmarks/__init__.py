"""How fast search is, beside others on the same texts: see README.md. Never part of a pass-or-fail test."""

import os

import django

# the commands of this folder run outside manage.py; where Django is ready already this does nothing
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()
