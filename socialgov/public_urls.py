"""Every address that answers without sign-in, by name. A test holds it equal to views marked `login_not_required`."""

PUBLIC_URLS = frozenset(
    {
        "health_live",
        "health_ready",
        "accounts:house_rules",
        "accounts:house_rules_version",
        "accounts:open_data",
        "accounts:open_data_version",
        "accounts:public_list",
        "accounts:public_version",
        "accounts:public_versions",
        "account_login",
        "account_inactive",
        "account_logout",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "look:choose_language",
        "look:choose_theme",
        "look:colour_css",
        "moderation:report",
        "moderation:report_impostor",
        "moderation:report_received",
        "moderation:report_status",
        "notices:calendar_feed",
        "notices:link",
        "policy:closed_days_feed",
    }
)
