package xyz.blueblocks.localstack.demo;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A multi-frame DICOM file of a computed head ([HeadPhantom]): Multi-frame Grayscale Word
/// Secondary Capture Image (DICOM PS3.3, A.8.4), 512 by 512 pixels of 16 bits, 100 frames, 50 MiB
/// of pixels.
final class DicomStudy {
    private static final int SIDE = 512;
    private static final int FRAMES = 100;
    private static final String SOP_CLASS = "1.2.840.10008.5.1.4.1.1.7.3";
    private static final String EXPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";

    /// Names that would be recognised as invented by anybody who reads them.
    private static final String PATIENT = "Phantom^Anna";

    private DicomStudy() {}

    /// Writes the file.
    static void write(Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            out.write(new byte[128]);
            out.write("DICM".getBytes(StandardCharsets.US_ASCII));
            ByteArrayOutputStream meta = new ByteArrayOutputStream();
            writeMeta(new DicomWriter(meta));
            DicomWriter writer = new DicomWriter(out);
            writer.number(0x0002_0000, meta.size());
            meta.writeTo(out);
            writeIdentification(writer);
            writeImage(writer);
            writer.begin(0x7FE0_0010, "OW", FRAMES * SIDE * SIDE * 2);
            for (int frame = 0; frame < FRAMES; frame++) {
                out.write(HeadPhantom.slice(frame, FRAMES, SIDE));
            }
        }
    }

    private static void writeMeta(DicomWriter out) throws IOException {
        out.bytes(0x0002_0001, "OB", new byte[] {0, 1});
        out.text(0x0002_0002, "UI", SOP_CLASS);
        out.text(0x0002_0003, "UI", uid("instance"));
        out.text(0x0002_0010, "UI", EXPLICIT_LITTLE_ENDIAN);
        out.text(0x0002_0012, "UI", uid("implementation"));
        out.text(0x0002_0013, "SH", "BLUEBLOCKS_DEMO");
    }

    private static void writeIdentification(DicomWriter out) throws IOException {
        out.text(0x0008_0008, "CS", "DERIVED\\SECONDARY");
        out.text(0x0008_0016, "UI", SOP_CLASS);
        out.text(0x0008_0018, "UI", uid("instance"));
        out.text(0x0008_0020, "DA", "20260115");
        out.text(0x0008_0023, "DA", "20260115");
        out.text(0x0008_0030, "TM", "103000");
        out.text(0x0008_0033, "TM", "103000");
        out.text(0x0008_0050, "SH", "BB-0001");
        out.text(0x0008_0060, "CS", "OT");
        out.text(0x0008_0064, "CS", "SYN");
        out.text(0x0008_0070, "LO", "BlueBlocks");
        out.text(0x0008_0090, "PN", "Brook^Ben");
        out.text(0x0008_1030, "LO", "Computed head phantom");
        out.text(0x0008_103E, "LO", "Shepp-Logan, 100 slices");
        out.text(0x0010_0010, "PN", PATIENT);
        out.text(0x0010_0020, "LO", "DEMO-1");
        out.text(0x0010_0030, "DA", "19700101");
        out.text(0x0010_0040, "CS", "O");
        out.text(0x0018_0015, "CS", "HEAD");
        out.text(0x0018_2001, "IS", pageNumbers());
        out.text(0x0020_000D, "UI", uid("study"));
        out.text(0x0020_000E, "UI", uid("series"));
        out.text(0x0020_0010, "SH", "1");
        out.text(0x0020_0011, "IS", "1");
        out.text(0x0020_0013, "IS", "1");
        out.text(0x0020_0020, "CS", "");
    }

    private static void writeImage(DicomWriter out) throws IOException {
        out.shorts(0x0028_0002, 1);
        out.text(0x0028_0004, "CS", "MONOCHROME2");
        out.text(0x0028_0008, "IS", Integer.toString(FRAMES));
        out.tagValue(0x0028_0009, 0x0018_2001);
        out.shorts(0x0028_0010, SIDE);
        out.shorts(0x0028_0011, SIDE);
        out.shorts(0x0028_0100, 16);
        out.shorts(0x0028_0101, 12);
        out.shorts(0x0028_0102, 11);
        out.shorts(0x0028_0103, 0);
        out.text(0x0028_0301, "CS", "NO");
        out.text(0x0028_1052, "DS", "0");
        out.text(0x0028_1053, "DS", "1");
        out.text(0x0028_1054, "LO", "US");
        out.text(0x2050_0020, "CS", "IDENTITY");
    }

    /// Page number of each frame: what makes the frames a series when there is no time between
    /// them.
    private static String pageNumbers() {
        return IntStream.rangeClosed(1, FRAMES)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining("\\"));
    }

    /// A UID below the root for UUIDs (PS3.5, B.2), the same at every run.
    private static String uid(String of) {
        UUID uuid =
                UUID.nameUUIDFromBytes(("blueblocks demo " + of).getBytes(StandardCharsets.UTF_8));
        BigInteger number = new BigInteger(uuid.toString().replace("-", ""), 16);
        return "2.25." + number;
    }
}
