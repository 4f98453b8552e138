package dev.podnetwork.journal;

/** The thread that writes a journal: the one thread this module starts. */
final class WriterThread {
    private WriterThread() {}

    /** Starts a thread that does not keep the process alive. */
    static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
