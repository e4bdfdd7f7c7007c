// SPDX-License-Identifier: Apache-2.0
//
// The search index of an organization through its life: found or built, brought to the state of each search, merged when
// much has changed, thrown away when it is damaged. It is never the truth, so everything here may fail into
// building it again.

internal import Glibc
package import PersonsJSON
internal import PersonsModel
package import PersonsStore
internal import PersonsSystem

/// When the index changes its form.
package struct SearchIndexLimits: Sendable {
  /// Smaller directories are indexed in memory in a moment, and leave no file.
  package var fewPersons = 1000
  /// So many persons that changed last are looked at one by one.
  package var maxRecent = 16
  /// A delta takes in the next smaller ones that are not larger than so many times what comes.
  package var growth = 16
  /// More changed persons than this, and than a sixteenth of the base, make a new base.
  package var maxChanged = 16384

  package init() {}
}

package final class SearchIndex: Sendable {
  private struct State {
    var view: SearchView?
    /// Whether the file was found damaged, or thrown away, since this handle wrote one.
    var ignoresFile = false
  }

  /// What is made beside the searches. Its lock is never held while SQLite works.
  private struct Work {
    /// A new base that a search has built beside the others; taken over by the next one.
    var newBase: Segment?
    var isMerging = false
    /// After a failure: how many persons must have changed for the next try.
    var retriesAt = 0
    /// A new base that has no file yet.
    var unpublished: Segment?
  }

  private let source: any SearchSource
  private let state = Locked(State())
  private let work = Locked(Work())
  private let idle = Locked<[SearchScratch]>([])

  private let limits: SearchIndexLimits
  private static let maxIdle = 16

  package init(_ source: any SearchSource, limits: SearchIndexLimits = SearchIndexLimits()) {
    self.source = source
    self.limits = limits
  }

  /// Searches the state that `snapshot` sees. Must be the first to read in it. A query that asks for nothing finds the
  /// members of the groups of its scope; among everybody it finds nobody, for the store has them all in order.
  package func search(
    _ query: SearchQuery, _ widening: Widening, limit: Int, skip: Int,
    _ snapshot: any SearchSnapshot,
    interruption: Interruption, scope: () throws(Failure) -> SearchScope
  ) throws(Failure) -> SearchAnswer {
    // After a failure it is not given back, for it may not be empty.
    let scratch = idle.withLock { $0.popLast() } ?? SearchScratch()
    do throws(Failure) {
      let view = try view(snapshot, interruption)
      let answer = try view.search(
        query, widening, try scope(), limit: limit, skip: skip, scratch: scratch,
        interruption: interruption)
      idle.withLock { if $0.count < SearchIndex.maxIdle { $0.append(scratch) } }
      // The answer is there: what the index cannot do for the next one is no failure of this.
      try? mergeIfLarge(view, snapshot, interruption)
      return answer
    } catch {
      guard error == .damagedIndex else { throw error }
      forget()
      let view = try view(snapshot, interruption)
      return try view.search(
        query, widening, try scope(), limit: limit, skip: skip, scratch: SearchScratch(),
        interruption: interruption)
    }
  }

  /// Builds what is missing after a large change. Must be the first to read in `snapshot`.
  package func bringUpToDate(
    _ snapshot: any SearchSnapshot, interruption: Interruption
  ) throws(Failure) {
    try mergeIfLarge(try view(snapshot, interruption), snapshot, interruption)
  }

  /// Throws the index away, its file too: the next search builds it anew.
  package func forget() {
    work.withLock { work in
      work.newBase = nil
      work.unpublished = nil
    }
    state.withLock { state in
      state.view = nil
      state.ignoresFile = true
      if let path, !isReadOnly {
        unlink(path)
        removeUnfinished(path, evenOfTheLiving: true)
      }
    }
  }

  /// Throws away what a process that was killed in an erasure left in files: an index that was made before it, and
  /// one that was being made.
  package func forgetTheErased(_ snapshot: any SearchSnapshot) throws(Failure) {
    guard let path, !isReadOnly else { return }
    removeUnfinished(path)
    guard hasFile else { return }
    if let segment = stored(), try !snapshot.hasErasure(after: segment.revision) {
      return
    }
    forget()
  }

  // MARK: Bringing a view to a revision

  /// The view of the state that `snapshot` sees.
  private func view(
    _ snapshot: any SearchSnapshot, _ interruption: Interruption
  ) throws(Failure) -> SearchView {
    try state.withLock { (state) throws(Failure) in
      // The transaction begins to see here, so what it sees is never older than a view that is there.
      let revision = try snapshot.lastRevision()
      let newBase = work.withLock { $0.newBase }
      if let view = state.view, view.revision == revision, newBase == nil { return view }
      if let known = state.view, known.revision > revision {
        // After damage, in a transaction that began before: a view of its own.
        var view = SearchView(revision: 0)
        try advance(&view, to: revision, snapshot, interruption)
        return view
      }
      var view: SearchView
      if let newBase, newBase.revision <= revision {
        view = SearchView(revision: newBase.revision, base: SearchView.Level(newBase))
      } else if let known = state.view {
        view = known
      } else {
        view = state.ignoresFile ? SearchView(revision: 0) : try found(upTo: revision, snapshot)
      }
      try advance(&view, to: revision, snapshot, interruption)
      work.withLock { if $0.newBase === newBase { $0.newBase = nil } }
      state.view = view
      return view
    }
  }

  /// The segment in the file, or nothing.
  private func found(
    upTo revision: Int64, _ snapshot: any SearchSnapshot
  ) throws(Failure) -> SearchView {
    guard let segment = stored(), segment.revision <= revision,
      try isCurrent(segment, snapshot)
    else { return SearchView(revision: 0) }
    return SearchView(revision: segment.revision, base: SearchView.Level(segment))
  }

  /// Whether a segment was made of this file, and not of another that went its own way since.
  func isCurrent(_ segment: Segment, _ snapshot: any SearchSnapshot) throws(Failure) -> Bool {
    segment.memory.header.segmentId == (try snapshot.searchId())
  }

  func stored() -> Segment? {
    guard let path, let memory = SegmentMemory(file: path, storeId: source.storeId) else {
      return nil
    }
    return Segment(memory)
  }

  private func advance(
    _ view: inout SearchView, to revision: Int64, _ snapshot: any SearchSnapshot,
    _ interruption: Interruption
  ) throws(Failure) {
    let limit = max(limits.maxChanged, (view.base?.live ?? 0) / 4)
    var changes = try snapshot.personChanges(after: view.revision, atMost: limit)
    if let erasure = changes?.last(where: { $0.kind == .erased }), view.base != nil {
      // Nothing of them may stay in the file; who erased them may have made a new one.
      view = try found(upTo: revision, snapshot)
      if view.revision < erasure.revision { view = SearchView(revision: 0) }
      changes = try snapshot.personChanges(after: view.revision, atMost: limit)
    }
    guard let changes,
      view.base != nil || changes.count <= limits.fewPersons || !view.deltas.isEmpty
    else {
      let base = try build(revision, snapshot, interruption)
      view = SearchView(revision: revision, base: SearchView.Level(base))
      return
    }
    var changed: [Int64] = []
    for change in changes {
      try view.forget(change.person)
      if !change.kind.isGone { changed.append(change.person) }
    }
    view.revision = revision
    if changed.count + view.recent.count <= limits.maxRecent {
      try snapshot.forEachRecord(of: changed) {
        (person, record, groups) throws(Failure) in
        view.recent.append(try CollectedDocument(record, groups: groups, person: person))
      }
    } else {
      try addDelta(of: changed, to: &view, snapshot, interruption)
    }
  }

  /// Makes a segment of who changed, those who changed before them and the smallest deltas.
  private func addDelta(
    of changed: [Int64], to view: inout SearchView, _ snapshot: any SearchSnapshot,
    _ interruption: Interruption
  ) throws(Failure) {
    var persons = changed + view.recent.map(\.person)
    while let last = view.deltas.last, last.live <= limits.growth * persons.count {
      for document in 0..<last.segment.documents where !last.mask.contains(document) {
        persons.append(try last.segment.person(document))
      }
      view.deltas.removeLast()
    }
    view.recent = []
    var builder = SegmentBuilder()
    try snapshot.forEachRecord(of: persons.sorted()) { (person, record, groups) throws(Failure) in
      try interruption.check()
      try builder.add(record, groups: groups, person: person)
    }
    guard builder.count > 0 else { return }
    view.deltas.append(
      SearchView.Level(
        try heapSegment(try builder.finish(storeId: source.storeId, revision: view.revision))))
  }

  // MARK: Building a base

  /// Makes a new base when so much has changed that it slows searches down. Only the search that finds it so
  /// waits for it.
  private func mergeIfLarge(
    _ view: SearchView, _ snapshot: any SearchSnapshot, _ interruption: Interruption
  ) throws(Failure) {
    let most = max(limits.maxChanged, (view.base?.segment.documents ?? 0) / 16)
    guard view.changed > most else { return }
    let begins = work.withLock { work in
      guard !work.isMerging, work.newBase == nil, view.changed >= work.retriesAt else {
        return false
      }
      work.isMerging = true
      return true
    }
    guard begins else { return }
    // What failed once would make every search that follows pay for trying.
    var retriesAt = view.changed &* 2
    defer {
      work.withLock { work in
        work.isMerging = false
        work.retriesAt = retriesAt
      }
    }
    let base = try build(view.revision, snapshot, interruption)
    work.withLock { $0.newBase = base }
    retriesAt = 0
  }

  /// Builds a segment of everybody, in memory; `publish` gives it a file.
  private func build(
    _ revision: Int64, _ snapshot: any SearchSnapshot, _ interruption: Interruption
  ) throws(Failure) -> Segment {
    let builder = try self.builder(snapshot, interruption)
    let isLarge = builder.count > limits.fewPersons
    let segment = try heapSegment(
      try builder.finish(
        storeId: source.storeId, segmentId: randomBytes(16), revision: revision))
    if isLarge, path != nil, !isReadOnly { work.withLock { $0.unpublished = segment } }
    return segment
  }

  /// Writes a new base into its file and searches it there from then on. To be called when no transaction is open,
  /// for it writes to the store. Where the file cannot be written the base stays in memory.
  package func publish() {
    let found = work.withLock { work in
      defer { work.unpublished = nil }
      return work.unpublished
    }
    guard let segment = found, let path else { return }
    do throws(Failure) {
      let file = try asking { () throws(SystemError) in
        let file = try NewFile(path, mayOverwrite: true)
        try file.write(segment.memory.bytes.assumingMemoryBound(to: UInt8.self))
        return file
      }
      let segmentId = segment.memory.header.segmentId
      try source.setSearchId(segmentId)
      try asking { () throws(SystemError) in
        try file.finish(mayOverwrite: true, isDurable: false)
      }
      // Whoever was erased meanwhile is in it. An erasure commits first and then removes the file, so one of the two
      // sees the other.
      let isErased = try source.snapshot { (snapshot) throws(Failure) in
        try snapshot.hasErasure(after: segment.revision)
      }
      guard !isErased, let mapped = stored(), mapped.memory.header.segmentId == segmentId else {
        return forget()
      }
      state.withLock { state in
        state.ignoresFile = false
        if let base = state.view?.base, base.segment === segment {
          state.view?.base = SearchView.Level(mapped, mask: base.mask)
        }
      }
      work.withLock { if $0.newBase === segment { $0.newBase = mapped } }
    } catch {
      // Then it lives in memory.
    }
  }

  /// Everybody whom `snapshot` sees.
  func builder(
    _ snapshot: any SearchSnapshot, _ interruption: Interruption
  ) throws(Failure) -> SegmentBuilder {
    var builder = SegmentBuilder()
    try snapshot.forEachRecord { (person, record, groups) throws(Failure) in
      if builder.count & 0xFF == 0 { try interruption.check() }
      try builder.add(record, groups: groups, person: person)
    }
    return builder
  }

  private func heapSegment(_ bytes: UnsafeRawBufferPointer) throws(Failure) -> Segment {
    guard let memory = SegmentMemory(heap: bytes, storeId: source.storeId) else {
      throw .internal("a segment was not built as it should be")
    }
    return Segment(memory)
  }

  var isReadOnly: Bool { source.isReadOnly }

  var hasFile: Bool { path.map { access($0, F_OK) == 0 } ?? false }

  /// Where the segment's file is; nil for a directory in memory.
  private var path: String? { source.indexPath }
}
