package xyz.blueblocks.localstack.demo;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// The media type that a file's name suggests, of those that health care sends (row E13).
final class MediaTypes {
    private static final String UNKNOWN = "application/octet-stream";
    private static final Map<String, String> BY_ENDING =
            Map.of(
                    "dcm", "application/dicom",
                    "json", "application/fhir+json",
                    "jpg", "image/jpeg",
                    "jpeg", "image/jpeg",
                    "png", "image/png",
                    "mp4", "video/mp4",
                    "pdf", "application/pdf",
                    "csv", "text/csv",
                    "txt", "text/plain");

    private MediaTypes() {}

    static String of(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return BY_ENDING.getOrDefault(name.substring(name.lastIndexOf('.') + 1), UNKNOWN);
    }
}
