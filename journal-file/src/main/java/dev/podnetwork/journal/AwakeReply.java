package dev.podnetwork.journal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A reply whose waiter stays awake for about as long as one force of a fast disk takes, before it sleeps: to be woken up
 * costs as much again. The waiter does not force the file itself, because an interrupt of a foreign thread would close it.
 */
final class AwakeReply<T> extends CompletableFuture<T> {
    private static final int SPINS = 2_000;

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new AwakeReply<>();
    }

    @Override
    public T join() {
        stayAwake();
        return super.join();
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        stayAwake();
        return super.get();
    }

    private void stayAwake() {
        for (int i = 0; i < SPINS && !isDone() && !Thread.currentThread().isInterrupted(); i++) {
            Thread.onSpinWait();
        }
    }
}
