extension StreamSettings {
  /// What keeps less than is documented, one sentence each; none where a stream is as it should be.
  ///
  /// - Parameters:
  ///   - cluster: the name of the cluster that keeps it; nil where one node does.
  ///   - wanted: the replicas that were asked for; nil: three where there is a cluster.
  package func weaknesses(in cluster: String?, wanted: Int? = nil) -> [String] {
    var told: [String] = []
    if storage != "file" {
      told.append("it is kept in \(storage): what was pushed is gone when its nodes are begun anew")
    }
    if retention != "limits" {
      told.append("its retention is \(retention): what one hub has read is gone for the next")
    }
    let enough = wanted ?? (cluster == nil ? 1 : 3)
    if replicas < enough {
      let place = cluster.map { " in the cluster \($0)" } ?? ""
      told.append(
        "it has \(replicas) of \(enough) replicas\(place): it stops, or loses, with a node")
    }
    if duplicates < Self.leastDuplicates {
      let seconds = duplicates / .seconds(1)
      told.append(
        "its duplicate window is \(Int(seconds)) s, less than 120 s: what is sent again may be there twice"
      )
    }
    if let age, age < .seconds(86_400) {
      told.append("its max_age is below a day: a hub that is away longer has to ask the origins")
    }
    if discard == "old", bytes != nil || messages != nil || messagesPerSubject != nil {
      told.append(
        "it drops what is oldest at its limits: a hub that is behind has to ask the origins")
    }
    let wanted = "\(name).*.*"
    if !subjects.contains(where: { [wanted, "\(name).>", ">"].contains($0) }) {
      told.append("its subjects do not hold \(wanted): what is pushed there is kept by nobody")
    }
    return told
  }
}
