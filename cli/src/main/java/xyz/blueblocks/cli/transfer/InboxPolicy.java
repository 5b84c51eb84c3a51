package xyz.blueblocks.cli.transfer;

import java.nio.file.Path;
import xyz.blueblocks.cli.terminal.Prompts;
import xyz.blueblocks.cli.terminal.Shown;
import xyz.blueblocks.cli.terminal.Sizes;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.profile.Contacts;
import xyz.blueblocks.sdk.receive.FolderPolicy;
import xyz.blueblocks.sdk.receive.IncomingOffer;
import xyz.blueblocks.sdk.receive.ReceivePolicy;
import xyz.blueblocks.wire.ErrorCode;

/// Who may send what into a folder, and whether the person is asked.
///
/// Rules first, then the person: nobody is asked about what would be refused anyway. One question
/// at a time; whoever else offers something meanwhile waits.
final class InboxPolicy implements ReceivePolicy {
    private final FolderPolicy rules;
    private final AcceptMode mode;
    private final Prompts prompts;
    private final Contacts contacts;

    InboxPolicy(FolderPolicy rules, AcceptMode mode, Prompts prompts, Contacts contacts) {
        this.rules = rules;
        this.mode = mode;
        this.prompts = prompts;
        this.contacts = contacts;
    }

    @Override
    public boolean admits(PeerId sender) {
        return rules.admits(sender);
    }

    @Override
    public synchronized Decision judge(IncomingOffer offer) {
        Decision ruled =
                switch (rules.judge(offer)) {
                    // A message without a name: what arrives here always is a file.
                    case Decision.Keep() -> new Decision.Store(rules.folder(), nameOf(offer));
                    case Decision.Store store -> store;
                    case Decision.Refuse refuse -> refuse;
                };
        if (ruled instanceof Decision.Refuse) return ruled;
        boolean taken =
                switch (mode) {
                    case yes -> true;
                    case no -> false;
                    case ask -> prompts.agrees(question(offer));
                };
        return taken
                ? ruled
                : new Decision.Refuse(ErrorCode.ACCESS_DENIED, "the receiver does not want it");
    }

    private String question(IncomingOffer offer) {
        return "%s offers %s (%s, %s). Take it?"
                .formatted(
                        contacts.name(offer.sender()).orElse(offer.sender().toString()),
                        Shown.line(nameOf(offer)),
                        Sizes.text(offer.sizeBytes()),
                        Shown.line(offer.contentType()));
    }

    static String nameOf(IncomingOffer offer) {
        return offer.name().orElse("message-" + offer.id());
    }

    /// Where files go.
    Path folder() {
        return rules.folder();
    }
}
