package xyz.blueblocks.localstack.backup;

import java.util.Set;
import java.util.regex.Pattern;
import xyz.blueblocks.localstack.state.StateFolder;

/// What members of an archive may be called: relative, below the folders that a stack keeps, made
/// of harmless characters. A name that leads anywhere else is never used as a path.
final class MemberNames {
    /// The first member; its content is the number of the format.
    static final String FORMAT = "blueblocks-backup";

    static final String LAYOUT = "layout.properties";
    static final String SECRETS = "secrets";
    static final String TLS = "tls";
    static final String DATA = "postgres/data";
    static final String RELAYS = "relays";
    static final String SPOOL = "spool";

    /// The log's newest checkpoint at the time of the backup, as signed.
    static final String CHECKPOINT = StateFolder.BACKUP_CHECKPOINT;

    private static final Set<String> TOPS =
            Set.of(LAYOUT, SECRETS, TLS, "postgres", RELAYS, SPOOL, "audit");

    private static final int MAX_CHARACTERS = 255;
    private static final Pattern FORM =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*");

    private MemberNames() {}

    /// Whether a member of that name may be put into a state folder.
    static boolean isGood(String name) {
        if (name.length() > MAX_CHARACTERS || !FORM.matcher(name).matches()) return false;
        int slash = name.indexOf('/');
        return TOPS.contains(slash < 0 ? name : name.substring(0, slash));
    }
}
