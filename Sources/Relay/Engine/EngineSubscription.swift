#if Relay
  import CNATS
  import SystemCalls

  /// Whatever comes under a subject, one after the other, for a thread of ours that waits for it.
  @safe package final class EngineSubscription: Sendable {
    private let connection: EngineConnection
    private let pointer: Int
    /// What it hears; the tokens `*` and `>` stand for any.
    package let subject: String

    /// Messages and bytes that may wait to be taken; what comes while there are as many is dropped.
    private static let limits: (messages: Int32, bytes: Int32) = (1 << 18, 256 << 20)

    /// - Throws: `away` where no node is there; `refused` where this account may not hear it.
    package init(_ connection: EngineConnection, to subject: String) throws(RelayError) {
      let library = connection.library
      var made: OpaquePointer?
      let status = unsafe connection.with {
        unsafe tlm_nats_subscribe(
          library["natsConnection_SubscribeSync"], &made, $0, subject)
      }
      guard status == TLM_NATS_OK, let subscription = unsafe made else {
        throw library.failure(status, subject)
      }
      _ = unsafe tlm_nats_limits(
        library["natsSubscription_SetPendingLimits"], subscription, Self.limits.messages,
        Self.limits.bytes)
      pointer = Int(bitPattern: subscription)
      (self.connection, self.subject) = (connection, subject)
    }

    deinit {
      guard let subscription = unsafe OpaquePointer(bitPattern: pointer) else { return }
      unsafe tlm_nats_unsubscribe(connection.library["natsSubscription_Destroy"], subscription)
    }

    /// The next message; nil where none came in time, `.zero` takes only what has come.
    ///
    /// - Throws: `closed` where the connection was ended; `away` where the library dropped some.
    package func next(within timeout: Duration) throws(RelayError) -> EngineMessage? {
      guard let subscription = unsafe OpaquePointer(bitPattern: pointer) else { return nil }
      let library = connection.library
      var made: OpaquePointer?
      let wait = timeout <= .zero ? 0 : timeout.milliseconds
      let status = unsafe tlm_nats_next(
        library["natsSubscription_NextMsg"], &made, subscription, wait)
      if status == TLM_NATS_TIMEOUT { return nil }
      guard status == TLM_NATS_OK, let message = unsafe made else {
        throw library.failure(status, subject)
      }
      return unsafe EngineMessage(taking: message, library)
    }
  }
#else
  /// Stands where this tlm was built without libnats.
  package final class EngineSubscription: Sendable {
    package let subject: String

    package init(_ connection: EngineConnection, to subject: String) throws(RelayError) {
      self.subject = subject
    }

    package func next(within timeout: Duration) throws(RelayError) -> EngineMessage? { nil }
  }
#endif
