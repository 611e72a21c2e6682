// Answers as SAL's ThreadLocalDelegateExecutorFactory: work on other threads runs as the user who handed it over.
package org.jigit.headless.services;

import com.atlassian.jira.user.ApplicationUser;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jigit.headless.Model;

/** Wraps executors and work. */
public final class UserThreads {

    private final Model model;

    /** Over Jira's users. */
    public UserThreads(Model model) {
        this.model = model;
    }

    public Executor createExecutor(Executor delegate) {
        return work -> delegate.execute(createRunnable(work));
    }

    public ExecutorService createExecutorService(ExecutorService delegate) {
        return new AsUser(delegate);
    }

    public Runnable createRunnable(Runnable work) {
        ApplicationUser user = model.currentUser();
        return () -> {
            ApplicationUser before = model.currentUser();
            model.setCurrentUser(user);
            try {
                work.run();
            } finally {
                model.setCurrentUser(before);
            }
        };
    }

    public <T> Callable<T> createCallable(Callable<T> work) {
        ApplicationUser user = model.currentUser();
        return () -> {
            ApplicationUser before = model.currentUser();
            model.setCurrentUser(user);
            try {
                return work.call();
            } finally {
                model.setCurrentUser(before);
            }
        };
    }

    private final class AsUser extends AbstractExecutorService {
        private final ExecutorService delegate;

        private AsUser(ExecutorService delegate) {
            this.delegate = delegate;
        }

        @Override
        public void execute(Runnable work) {
            delegate.execute(createRunnable(work));
        }

        @Override
        public void shutdown() {
            delegate.shutdown();
        }

        @Override
        public List<Runnable> shutdownNow() {
            return delegate.shutdownNow();
        }

        @Override
        public boolean isShutdown() {
            return delegate.isShutdown();
        }

        @Override
        public boolean isTerminated() {
            return delegate.isTerminated();
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
            return delegate.awaitTermination(timeout, unit);
        }
    }
}
