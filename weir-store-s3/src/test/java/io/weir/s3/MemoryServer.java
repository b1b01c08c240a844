package io.weir.s3;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A server in memory, with everything that a network may do to a request. Each process has a client of its own.
 *
 * <p>Threading: Thread-safe.
 */
final class MemoryServer {

    /** What happens to a chosen request. */
    enum Fault {
        /** It does not arrive. */
        LOST,
        /** It arrives, and the answer does not. */
        REPLY_LOST,
        /** It arrives, the answer does not, and the client tries again by itself. */
        TRIED_AGAIN,
        /** The client gives it up, and it arrives some requests later. */
        DELAYED,
        /** The process dies before it. */
        DEATH_BEFORE,
        /** The process dies after it. */
        DEATH_AFTER
    }

    /** Thrown by every request of a process that is dead. */
    static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** A request that does something. */
    private interface Request<R> {
        R run();
    }

    private final NavigableMap<String, byte[]> objects = new TreeMap<>();
    private final List<Request<?>> delayed = new ArrayList<>();
    private int requestsUntilDelayed;

    /** After how many requests a delayed one arrives. */
    private int delay = 1;

    synchronized void delay(int requests) {
        delay = requests;
    }

    /** Lets what is still under way arrive. */
    synchronized void deliver() {
        List<Request<?>> arriving = List.copyOf(delayed);
        delayed.clear();
        arriving.forEach(Request::run);
    }

    synchronized void remove(String key) {
        objects.remove(key);
    }

    synchronized void put(String key, byte[] bytes) {
        objects.put(key, bytes.clone());
    }

    synchronized List<String> keys() {
        return List.copyOf(objects.keySet());
    }

    synchronized byte[] bytes(String key) {
        return objects.get(key);
    }

    Client client() {
        return new Client();
    }

    /** The client of one process. */
    final class Client implements Bucket {
        private boolean dead;
        private int requestCount;
        private int faultAt = -1;
        private Fault fault = Fault.LOST;
        private boolean faultReached;
        private Runnable hook = () -> {};
        private int hookAt = -1;

        /** Lets the request with that index, counted from now, go wrong. */
        void failAt(int request, Fault kind) {
            requestCount = 0;
            faultAt = request;
            fault = kind;
            faultReached = false;
        }

        void failNever() {
            faultAt = -1;
        }

        boolean faultReached() {
            return faultReached;
        }

        /** Runs something before the request with that index, counted from now. */
        void before(int request, Runnable action) {
            requestCount = 0;
            hookAt = request;
            hook = action;
        }

        int requestCount() {
            return requestCount;
        }

        boolean isDead() {
            return dead;
        }

        void die() {
            dead = true;
        }

        @Override
        public boolean putNew(String key, byte[] bytes) throws IOException {
            byte[] copy = bytes.clone();
            return request("put new " + key, () -> objects.putIfAbsent(key, copy) == null);
        }

        @Override
        public void put(String key, byte[] bytes) throws IOException {
            byte[] copy = bytes.clone();
            request("put " + key, () -> objects.put(key, copy));
        }

        @Override
        public byte[] get(String key) throws IOException {
            return request("get " + key, () -> objects.get(key));
        }

        @Override
        public List<StoredObject> list(String prefix) throws IOException {
            return request("list " + prefix, () -> {
                List<StoredObject> found = new ArrayList<>();
                objects.tailMap(prefix).forEach((key, bytes) -> {
                    if (key.startsWith(prefix)) {
                        found.add(new StoredObject(key, bytes.length));
                    }
                });
                return found;
            });
        }

        @Override
        public void delete(List<String> keys) throws IOException {
            List<String> copy = List.copyOf(keys);
            request("delete " + keys, () -> objects.keySet().removeAll(copy));
        }

        @Override
        public void close() {}

        private <R> R request(String what, Request<R> request) throws IOException {
            requireAlive();
            int index = requestCount++;
            if (index == hookAt) {
                hookAt = -1;
                hook.run();
                requireAlive();
            }
            synchronized (MemoryServer.this) {
                if (!delayed.isEmpty() && --requestsUntilDelayed <= 0) {
                    deliver();
                }
                if (index != faultAt) {
                    return request.run();
                }
                faultAt = -1;
                faultReached = true;
                switch (fault) {
                    case LOST -> throw new IOException("lost: " + what);
                    case REPLY_LOST -> {
                        request.run();
                        throw new IOException("the reply is lost: " + what);
                    }
                    case TRIED_AGAIN -> {
                        request.run();
                        return request.run();
                    }
                    case DELAYED -> {
                        delayed.add(request);
                        requestsUntilDelayed = delay;
                        throw new IOException("no answer in time: " + what);
                    }
                    case DEATH_BEFORE -> dead = true;
                    case DEATH_AFTER -> {
                        request.run();
                        dead = true;
                    }
                }
            }
            throw new Death();
        }

        private void requireAlive() {
            if (dead) {
                throw new Death();
            }
        }
    }
}
