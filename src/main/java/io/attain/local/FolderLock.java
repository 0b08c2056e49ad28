package io.attain.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.jspecify.annotations.Nullable;

/** Keeps a second Attain out of the data folder. The system gives the lock back when the process ends, however it ends. */
final class FolderLock {

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    static FolderLock take(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(folder.resolve("attain.lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            if (tried(channel) == null) {
                channel.close();
                throw new LocalServerFailure("Attain is already running with the data folder " + folder + ".",
                        "Stop the other one, or give this one a folder of its own by setting ATTAIN_DATA.");
            }
            return new FolderLock(channel);
        } catch (IOException failure) {
            throw new LocalServerFailure("The data folder " + folder + " cannot be used: " + failure.getMessage(),
                    "Make it writable, or choose another by setting ATTAIN_DATA.", failure);
        }
    }

    private static @Nullable FileLock tried(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    void release() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // The end of the process releases it all the same.
        }
    }
}
