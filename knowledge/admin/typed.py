"""Django's admin and form classes for typed code: they take a parameter for the checker, none at run time."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin.views import main
from django.contrib.contenttypes.admin import GenericTabularInline as _GenericTabularInline
from django.contrib.contenttypes.forms import BaseGenericInlineFormSet as _BaseGenericInlineFormSet

if TYPE_CHECKING:
    BaseGenericInlineFormSet = _BaseGenericInlineFormSet[Any, Any]
    BaseInlineFormSet = forms.BaseInlineFormSet[Any, Any, Any]
    GenericTabularInline = _GenericTabularInline
    ModelAdmin = admin.ModelAdmin[Any]
    ModelForm = forms.ModelForm[Any]
    StackedInline = admin.StackedInline[Any, Any]
    TabularInline = admin.TabularInline[Any, Any]
else:
    BaseGenericInlineFormSet = _BaseGenericInlineFormSet
    BaseInlineFormSet = forms.BaseInlineFormSet
    GenericTabularInline = _GenericTabularInline
    ModelAdmin = admin.ModelAdmin
    ModelForm = forms.ModelForm
    StackedInline = admin.StackedInline
    TabularInline = admin.TabularInline

ChangeList = main.ChangeList
