#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import Synchronization

/// A value that a forked child does not share: it gets a fresh one when it first asks.
///
/// The parent's value may be locked at the moment of the fork by a thread that the child does not
/// have. So the child leaves it alone, for ever, and the memory with it.
@safe package final class ForkSafe<Value: AnyObject & Sendable>: Sendable {
  private let make: @Sendable () -> Value
  private let process: Atomic<Int32>
  private let address: Atomic<UInt>

  package init(_ make: @escaping @Sendable () -> Value) {
    self.make = make
    process = Atomic(getpid())
    address = Atomic(Self.retained(make()))
  }

  deinit {
    // In a child that never asked, this is the parent's value and stays.
    guard process.load(ordering: .acquiring) == getpid() else { return }
    unsafe Self.reference(address.load(ordering: .acquiring)).release()
  }

  package var value: Value {
    let current = getpid()
    if process.load(ordering: .acquiring) != current {
      address.store(Self.retained(make()), ordering: .releasing)
      process.store(current, ordering: .releasing)
    }
    return unsafe Self.reference(address.load(ordering: .acquiring)).takeUnretainedValue()
  }

  private static func retained(_ value: Value) -> UInt {
    unsafe UInt(bitPattern: Unmanaged.passRetained(value).toOpaque())
  }

  private static func reference(_ address: UInt) -> Unmanaged<Value> {
    // Sound: the address came from `retained`, and only `deinit` gives it back.
    unsafe Unmanaged.fromOpaque(UnsafeRawPointer(bitPattern: address)!)
  }
}
