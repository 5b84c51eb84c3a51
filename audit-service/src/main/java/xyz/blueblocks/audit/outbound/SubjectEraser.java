package xyz.blueblocks.audit.outbound;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import xyz.blueblocks.audit.core.AppendPlanner;

/// Erases a person: the key, the tags that lead to their entries, the fingerprints of their bodies.
///
/// What stays (commitment, salt, ciphertext without key, clear members that name nobody) says
/// nothing of the person, and every proof holds as before.
final class SubjectEraser {
    private final AppendPlanner planner;

    SubjectEraser(AppendPlanner planner) {
        this.planner = planner;
    }

    long erase(Database.Session session, String address) {
        Buffer tag = Database.buffer(planner.subjectTag(address));
        long entries = 0;
        for (Row row :
                session.query("select subject_ref from subject_key where subject_tag = $1", tag)) {
            Buffer ref = row.getBuffer(0);
            session.update(
                    "delete from entry_party where leaf_index in"
                            + " (select leaf_index from log_entry where subject_ref = $1)",
                    ref);
            entries +=
                    session.update(
                            "update log_entry set fingerprint = null where subject_ref = $1", ref);
            session.update("delete from subject_key where subject_ref = $1", ref);
        }
        return entries;
    }
}
