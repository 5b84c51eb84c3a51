package xyz.blueblocks.localstack.demo;

import java.util.List;

/// A head made of ellipsoids, after Shepp and Logan (1974) in the three-dimensional form with
/// raised contrast of Toft (1996): the standard test object of tomography, so what we send looks
/// like a study and is of no person.
final class HeadPhantom {
    /// Intensity, half axes, centre, rotation about the body axis; the head fills the cube from -1
    /// to 1.
    private record Ellipsoid(
            double intensity,
            double a,
            double b,
            double c,
            double x,
            double y,
            double z,
            double cosine,
            double sine) {
        Ellipsoid(
                double intensity,
                double a,
                double b,
                double c,
                double x,
                double y,
                double z,
                double degrees) {
            this(
                    intensity,
                    a,
                    b,
                    c,
                    x,
                    y,
                    z,
                    Math.cos(Math.toRadians(degrees)),
                    Math.sin(Math.toRadians(degrees)));
        }

        double at(double px, double py, double pz) {
            double w = (pz - z) / c;
            double left = 1 - w * w;
            if (left < 0) {
                return 0;
            }
            double dx = px - x;
            double dy = py - y;
            double u = (dx * cosine + dy * sine) / a;
            double v = (dy * cosine - dx * sine) / b;
            return u * u + v * v <= left ? intensity : 0;
        }
    }

    private static final List<Ellipsoid> PARTS =
            List.of(
                    new Ellipsoid(1.0, .6900, .920, .810, 0, 0, 0, 0),
                    new Ellipsoid(-.8, .6624, .874, .780, 0, -.0184, 0, 0),
                    new Ellipsoid(-.2, .1100, .310, .220, .22, 0, 0, -18),
                    new Ellipsoid(-.2, .1600, .410, .280, -.22, 0, 0, 18),
                    new Ellipsoid(.1, .2100, .250, .410, 0, .35, -.15, 0),
                    new Ellipsoid(.1, .0460, .046, .050, 0, .1, .25, 0),
                    new Ellipsoid(.1, .0460, .046, .050, 0, -.1, .25, 0),
                    new Ellipsoid(.1, .0460, .023, .050, -.08, -.605, 0, 0),
                    new Ellipsoid(.1, .0230, .023, .020, 0, -.606, 0, 0),
                    new Ellipsoid(.1, .0230, .046, .020, .06, -.605, 0, 0));

    private HeadPhantom() {}

    /// One slice, row by row from the front of the head, as unsigned 12-bit values in 16 bits,
    /// little-endian.
    ///
    /// @param slice 0..slices-1, from the base upwards
    static byte[] slice(int slice, int slices, int side) {
        byte[] pixels = new byte[2 * side * side];
        double z = 1.6 * (slice + 0.5) / slices - 0.8;
        for (int row = 0; row < side; row++) {
            double y = 1 - 2 * (row + 0.5) / side;
            for (int column = 0; column < side; column++) {
                double x = 2 * (column + 0.5) / side - 1;
                int value =
                        (int)
                                Math.round(
                                        4095
                                                * Math.clamp(
                                                        density(x, y, z)
                                                                + grain(row, column, slice),
                                                        0,
                                                        1));
                int at = 2 * (row * side + column);
                pixels[at] = (byte) value;
                pixels[at + 1] = (byte) (value >>> 8);
            }
        }
        return pixels;
    }

    private static double density(double x, double y, double z) {
        double sum = 0;
        for (Ellipsoid part : PARTS) {
            sum += part.at(x, y, z);
        }
        return sum;
    }

    /// A detector's noise, 1 % of full scale and the same at every run: pixels must not compress to
    /// nothing, and two runs must give equal files.
    private static double grain(int row, int column, int slice) {
        long mixed = (((long) slice << 40) ^ ((long) row << 20) ^ column) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 29)) * 0xBF58476D1CE4E5B9L;
        return 0.01 * ((mixed >>> 11) * 0x1.0p-53);
    }
}
