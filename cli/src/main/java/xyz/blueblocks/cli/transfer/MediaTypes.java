package xyz.blueblocks.cli.transfer;

import java.util.Locale;
import java.util.Map;
import xyz.blueblocks.wire.message.ContentTypes;

/// The media type that a file's name suggests. Fixed, so that the same file has the same type on
/// every system.
final class MediaTypes {
    private static final Map<String, String> BY_EXTENSION =
            Map.ofEntries(
                    Map.entry("dcm", "application/dicom"),
                    Map.entry("dicom", "application/dicom"),
                    Map.entry("json", "application/json"),
                    Map.entry("fhir", ContentTypes.FHIR_JSON),
                    Map.entry("xml", "application/xml"),
                    Map.entry("cda", "application/hl7-cda+xml"),
                    Map.entry("hl7", "x-application/hl7-v2+er7"),
                    Map.entry("pdf", "application/pdf"),
                    Map.entry("txt", ContentTypes.TEXT),
                    Map.entry("csv", "text/csv"),
                    Map.entry("png", "image/png"),
                    Map.entry("jpg", "image/jpeg"),
                    Map.entry("jpeg", "image/jpeg"),
                    Map.entry("tif", "image/tiff"),
                    Map.entry("tiff", "image/tiff"),
                    Map.entry("mp4", "video/mp4"),
                    Map.entry("zip", "application/zip"),
                    Map.entry("gz", "application/gzip"));

    private MediaTypes() {}

    static String of(String name) {
        int dot = name.lastIndexOf('.');
        String extension = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
        return BY_EXTENSION.getOrDefault(extension, ContentTypes.OCTETS);
    }
}
