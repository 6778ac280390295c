#if Relay
  import CNATS
  import SystemCalls

  /// A connection to an engine, that comes back by itself when a node goes away; for any thread.
  ///
  /// Whatever comes is waited for by a thread of ours: no thread of the library's ever calls back.
  @safe package final class EngineConnection: Sendable {
    let library: NATSLibrary
    // An address, which the library lets any thread use.
    private let pointer: Int
    /// Where the engine is, as it may be told.
    package let told: String

    /// Connects.
    ///
    /// - Throws: `away` where no node answers, `refused` where it does not let this side in,
    ///   `notBuilt` where the library is not installed.
    package init(_ address: EngineAddress, name: String) throws(RelayError) {
      try address.check()
      let library = try NATSLibrary.load()
      let options = try EngineOptions(address, name: name, library)
      var made: OpaquePointer?
      let status = unsafe options.lent {
        unsafe tlm_nats_connect(library["natsConnection_Connect"], &made, $0)
      }
      guard status == TLM_NATS_OK, let connection = unsafe made else {
        throw library.failure(status, "the engine at \(address.told)")
      }
      self.library = library
      pointer = Int(bitPattern: connection)
      told = address.told
    }

    deinit {
      unsafe with { unsafe tlm_nats_destroy(library["natsConnection_Destroy"], $0) }
    }

    /// Lends the connection as the library has it.
    func with<Result>(_ body: (OpaquePointer) -> Result) -> Result {
      guard let connection = unsafe OpaquePointer(bitPattern: pointer) else {
        preconditionFailure("a connection has an address")
      }
      return unsafe body(connection)
    }

    /// Ends it; whoever waits for a message of it is told so.
    package func close() {
      unsafe with { unsafe tlm_nats_close(library["natsConnection_Close"], $0) }
    }

    /// Whether a node is there now.
    package var isConnected: Bool { state == TLM_NATS_IS_CONNECTED }

    /// Whether it was ended.
    package var isClosed: Bool { state == TLM_NATS_IS_CLOSED }

    private var state: Int32 {
      unsafe with { unsafe tlm_nats_state(library["natsConnection_Status"], $0) }
    }

    /// Bytes that a message may have at most, with its headers.
    package var maxPayload: Int {
      let count = unsafe with {
        unsafe tlm_nats_max_payload(library["natsConnection_GetMaxPayload"], $0)
      }
      return Int(clamping: max(0, count))
    }

    /// Sends a message; it is on its way when this returns, and may not arrive.
    ///
    /// - Throws: `away` where no node is there, `unusable` where it is too large.
    package func publish(_ message: EngineMessage) throws(RelayError) {
      guard isConnected else { throw away }
      unsafe try message.lent(to: library) { native throws(RelayError) in
        let status = unsafe with {
          unsafe tlm_nats_publish(library["natsConnection_PublishMsg"], $0, native)
        }
        guard status == TLM_NATS_OK else { throw library.failure(status, message.subject) }
      }
    }

    /// Sends a message and waits for the first answer.
    ///
    /// - Returns: nil where nobody listens at that subject.
    /// - Throws: `away` where no answer came in time.
    package func request(
      _ message: EngineMessage, within timeout: Duration
    ) throws(RelayError) -> EngineMessage? {
      guard isConnected else { throw away }
      return unsafe try message.lent(to: library) { native throws(RelayError) in
        var made: OpaquePointer?
        let status = unsafe with {
          unsafe tlm_nats_request(
            library["natsConnection_RequestMsg"], &made, $0, native, timeout.milliseconds)
        }
        if status == TLM_NATS_NO_RESPONDERS { return nil }
        guard status == TLM_NATS_OK, let answer = unsafe made else {
          throw library.failure(status, message.subject)
        }
        return unsafe EngineMessage(taking: answer, library)
      }
    }

    /// Waits until a node has read all that was sent.
    package func flush(within timeout: Duration = .seconds(5)) throws(RelayError) {
      let status = unsafe with {
        unsafe tlm_nats_flush(library["natsConnection_FlushTimeout"], $0, timeout.milliseconds)
      }
      guard status == TLM_NATS_OK else { throw library.failure(status, told) }
    }

    private var away: RelayError {
      isClosed
        ? RelayError(.closed, "the connection to \(told) was ended")
        : RelayError(.away, "the engine at \(told) is away")
    }
  }
#else
  /// Stands where this tlm was built without libnats: it says so.
  package final class EngineConnection: Sendable {
    package let told = ""
    package let isConnected = false
    package let isClosed = true
    package let maxPayload = 0

    package init(_ address: EngineAddress, name: String) throws(RelayError) { throw Self.notBuilt }

    package func close() {}
    package func publish(_ message: EngineMessage) throws(RelayError) { throw Self.notBuilt }
    package func request(
      _ message: EngineMessage, within timeout: Duration
    ) throws(RelayError) -> EngineMessage? { throw Self.notBuilt }
    package func flush(within timeout: Duration = .seconds(5)) throws(RelayError) {
      throw Self.notBuilt
    }

    private static let notBuilt = RelayError(
      .notBuilt,
      "this tlm was built without a relay; build it with swift build --traits Relay (libnats-dev)")
  }
#endif
