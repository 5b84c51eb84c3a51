package xyz.blueblocks.sdk.receive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.ErrorCode;

/// Everything from certain peers goes into one folder, up to a quota; messages without a name are
/// kept in memory.
///
/// @param folder where files go
/// @param admitted whose sessions are answered
/// @param quotaBytes all files in the folder together, unfinished ones at their full size
public record FolderPolicy(Path folder, Predicate<PeerId> admitted, long quotaBytes)
        implements ReceivePolicy {
    private static final String NAMELESS = "unnamed";

    @Override
    public boolean admits(PeerId sender) {
        return admitted.test(sender);
    }

    @Override
    public Decision judge(IncomingOffer offer) {
        boolean message = offer.kind() == IncomingOffer.Kind.MESSAGE;
        if (message && offer.name().isEmpty()) {
            return new Decision.Keep();
        }
        try {
            if (usedBytes() + offer.sizeBytes() > quotaBytes) {
                return new Decision.Refuse(ErrorCode.FILE_TOO_LARGE, "no room left for it");
            }
        } catch (IOException e) {
            return new Decision.Refuse(ErrorCode.FILE_TOO_LARGE, "the folder cannot be read");
        }
        return new Decision.Store(folder, offer.name().orElse(NAMELESS));
    }

    private long usedBytes() throws IOException {
        long used = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                used += Files.size(each);
            }
        }
        return used;
    }
}
