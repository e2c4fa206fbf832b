from django.apps import AppConfig
from django.contrib.admin import apps as admin


class AccessConfig(AppConfig):
    name = "access"
    verbose_name = "Access"


class CuratorsAdmin(admin.AdminConfig):
    """Django's admin with a site of ours."""

    default = False
    default_site = "access.site.CuratorsSite"
