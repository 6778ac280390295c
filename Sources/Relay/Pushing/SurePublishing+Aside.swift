import SystemCalls

extension SurePublishing {
  /// Does what may wait for the engine on a thread of its own; a task that is cancelled waits no more.
  func aside<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    do {
      return try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { continuation in
          let work: @Sendable () -> Void = {
            continuation.resume(with: Swift.Result(catching: body))
          }
          if !detachThread(work) { work() }
        }
      } onCancel: {
        end()
      }
    } catch let error as RelayError where error.code == .closed && Task.isCancelled {
      throw CancellationError()
    }
  }
}
