from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from access import pages

urlpatterns = [
    path("sign-in/", LoginView.as_view(template_name="access/sign_in.html"), name="login"),
    path("sign-out/", LogoutView.as_view(next_page="home"), name="logout"),
    path("tokens/", pages.own_tokens, name="tokens"),
    path("tokens/<str:key>/revoke/", pages.revoke, name="revoke_token"),
]
