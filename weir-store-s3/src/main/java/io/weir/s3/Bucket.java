package io.weir.s3;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The requests that a store makes of a bucket. What a request that fails has done is not known, and it may still take effect later.
 *
 * <p>Threading: Thread-safe. All methods may block.
 */
interface Bucket extends AutoCloseable {

    /**
     * Makes an object, unless there is one of that key.
     *
     * @return whether it was made; if not, it may be that an earlier try of this same call has made it, whose answer was lost
     */
    boolean putNew(String key, byte[] bytes) throws IOException;

    /** Makes an object of a key that only this caller uses, and only with these bytes: so it does not matter how often it arrives. */
    void put(String key, byte[] bytes) throws IOException;

    /** Reads an object; null if there is none. */
    byte @Nullable [] get(String key) throws IOException;

    /** Returns all objects whose keys begin like this, by key. Everything written or deleted before the call is seen. */
    List<StoredObject> list(String prefix) throws IOException;

    /** Deletes objects, in whatever order; nothing happens for those that are not there. */
    void delete(List<String> keys) throws IOException;

    @Override
    void close();
}
