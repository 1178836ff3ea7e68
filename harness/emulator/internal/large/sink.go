package large

const (
	oneRead   = 256 << 10 // bytes that are taken at a time
	firstRoom = 1 << 20   // bytes of memory for an announced content before that much has come
	leastRoom = 4 << 10   // the same where no length is announced
)

// A Sink takes a content that comes in pieces. It lies in memory until it is too long for that.
type Sink struct {
	room  *Room
	most  int64 // bytes in memory
	heap  []byte
	piece []byte // what comes after the heap, on its way to the file
	file  *writing
	size  int64
}

// NewSink returns a sink for a content of an announced length, or of one that is not known: -1.
func (r *Room) NewSink(announced int64) *Sink {
	s := &Sink{room: r, most: r.most()}
	first := int64(leastRoom)
	if announced >= 0 {
		first = min(announced, firstRoom)
	}
	s.heap = make([]byte, 0, min(first, s.most))
	return s
}

// Size returns the number of bytes that were taken.
func (s *Sink) Size() int64 { return s.size }

// Space returns room for the next bytes. Take says how many of them have come. At the end of an announced content there
// may be none.
func (s *Sink) Space(atMost int64) []byte {
	switch {
	case s.file != nil:
		return s.piece[:min(int64(len(s.piece)), atMost)]
	case int64(len(s.heap)) >= s.most: // whether more comes is not known yet
		if s.piece == nil {
			s.piece = make([]byte, oneRead)
		}
		return s.piece[:min(int64(len(s.piece)), atMost)]
	case len(s.heap) == cap(s.heap):
		more := int64(max(2*cap(s.heap), leastRoom))
		s.heap = append(make([]byte, 0, min(more, s.most, s.size+atMost)), s.heap...)
	}
	free := min(int64(cap(s.heap)-len(s.heap)), oneRead, atMost)
	return s.heap[len(s.heap) : int64(len(s.heap))+free]
}

// Take takes so many bytes of the Space. They are left there until the next call.
func (s *Sink) Take(n int) error {
	if n == 0 {
		return nil
	}
	s.size += int64(n)
	if s.piece == nil {
		s.heap = s.heap[:len(s.heap)+n]
		return nil
	}
	if s.file == nil {
		file, err := s.room.create()
		if err != nil {
			return s.stay(s.piece[:n], err)
		}
		s.file = file
		if err := s.file.write(s.heap); err != nil {
			return err
		}
		s.heap = nil
	}
	return s.file.write(s.piece[:n])
}

// stay leaves the content in memory, as no file could be made.
func (s *Sink) stay(piece []byte, err error) error {
	if s.most = s.room.withoutFile(err); s.size > s.most {
		return s.room.failed("a content of more than 128 MiB", err)
	}
	s.heap, s.piece = append(s.heap, piece...), nil
	return nil
}

// Content ends the content.
func (s *Sink) Content() (Content, error) {
	if s.file != nil {
		file := s.file
		s.file = nil
		return file.content()
	}
	return Of(tight(s.heap)), nil
}

// Drop gives up what has come. After Content it has no effect.
func (s *Sink) Drop() {
	if s.file != nil {
		s.file.drop()
		s.file = nil
	}
}

// tight returns the content without much room behind it: it is kept.
func tight(content []byte) []byte {
	if cap(content)-len(content) <= len(content)/8 {
		return content
	}
	return append(make([]byte, 0, len(content)), content...)
}
