/// Rules about the code of every module, each with a seeded violation that shows it can fail.
@NullMarked
package xyz.blueblocks.architecture;

import org.jspecify.annotations.NullMarked;
