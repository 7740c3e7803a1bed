"""Events and seals can be added but never changed, deleted or truncated, by anybody."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION complaints_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON complaints_event
    FOR EACH ROW EXECUTE FUNCTION complaints_refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON complaints_event
    FOR EACH STATEMENT EXECUTE FUNCTION complaints_refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON complaints_seal
    FOR EACH ROW EXECUTE FUNCTION complaints_refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON complaints_seal
    FOR EACH STATEMENT EXECUTE FUNCTION complaints_refuse_change();
"""

BACKWARD = """
DROP TRIGGER append_only ON complaints_event;
DROP TRIGGER never_truncated ON complaints_event;
DROP TRIGGER append_only ON complaints_seal;
DROP TRIGGER never_truncated ON complaints_seal;
DROP FUNCTION complaints_refuse_change();
"""


class Migration(migrations.Migration):
    """Triggers; the application's role has no right to disable them."""

    dependencies = [("complaints", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
