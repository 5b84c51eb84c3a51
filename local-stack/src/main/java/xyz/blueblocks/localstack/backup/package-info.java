/// Backup and restore of a stack: one archive with all that cannot be made again, written while the
/// stack runs, verified wholly before a byte of it is put anywhere, restored in one step or not at
/// all. What is in it, in which order it is read and why that order loses nothing:
/// docs/adr/0011-backup.md; for operators: docs/operations/backup.md.
@NullMarked
package xyz.blueblocks.localstack.backup;

import org.jspecify.annotations.NullMarked;
