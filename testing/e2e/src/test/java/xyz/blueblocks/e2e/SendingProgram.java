package xyz.blueblocks.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.BlueBlocks;
import xyz.blueblocks.sdk.Options;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.sdk.transfer.Delivery;
import xyz.blueblocks.sdk.transfer.ProgressListener;
import xyz.blueblocks.sdk.transfer.SendRequest;
import xyz.blueblocks.wire.message.Capability;

/// A sender in a process of its own: what is found in its memory it holds because it sends it, and
/// not because a test looks for it.
public final class SendingProgram {
    private SendingProgram() {}

    /// Sends one file and ends when the receipt is here.
    ///
    /// @param args folder of the profile, file with its passphrase, receiver's id, file to send,
    ///   file for what came of it: number of circuits, then the relays' ids, a line each
    public static void main(String[] args) throws Exception {
        Path result = Path.of(args[4]);
        try (SecretBytes passphrase = SecretBytes.take(Files.readAllBytes(Path.of(args[1])));
                Profile profile = Profile.open(Path.of(args[0]), passphrase);
                BlueBlocks client = BlueBlocks.open(profile, Options.DEFAULT)) {
            client.register(List.of(Capability.PATIENT), "local", Optional.empty());
            PeerId receiver = PeerId.parse(args[2]).orElseThrow();
            SendRequest request =
                    SendRequest.ofFile(receiver, Path.of(args[3]), "application/octet-stream");
            Delivery delivery = client.send(request, ProgressListener.NONE).await();
            List<String> lines = new ArrayList<>();
            lines.add(Integer.toString(delivery.circuits()));
            delivery.relays().forEach(relay -> lines.add(relay.toString()));
            Files.write(result, lines);
        }
    }
}
