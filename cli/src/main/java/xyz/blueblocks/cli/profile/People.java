package xyz.blueblocks.cli.profile;

import java.util.Map;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.profile.Contacts;

/// Names instead of ids.
public final class People {
    private People() {}

    /// The peer that somebody means by a contact's name or an id.
    public static PeerId find(Contacts contacts, String nameOrId) {
        return contacts.find(nameOrId)
                .orElseThrow(() ->
                        CommandFailure.missing(
                                "Nobody called '" + nameOrId + "' is among your contacts.",
                                suggestion(contacts, nameOrId)));
    }

    /// How a peer is shown: by name where there is one, else by id.
    public static String shown(Contacts contacts, PeerId peer) {
        return contacts.name(peer).orElse(peer.toString());
    }

    private static String suggestion(Contacts contacts, String wanted) {
        Map<String, PeerId> all = contacts.all();
        return all.keySet().stream()
                .filter(name -> name.equalsIgnoreCase(wanted))
                .findFirst()
                .map(name -> "Did you mean '" + name + "'?")
                .orElse("Add them with bb contacts add NAME ID, or give the id itself.");
    }
}
