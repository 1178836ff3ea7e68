package wire

import (
	"io"
	"time"
)

// A Pace slows a transfer down to a number of bits in a second. Until Begin is called it lets everything
// pass. It sleeps by the clock of the machine: the clock of the emulator may stand still.
type Pace struct {
	bits    int
	began   time.Time
	passed  int
	Delayed time.Duration // for how long it has slept
}

// Begin sets the number of bits in a second; 0: there is no limit.
func (p *Pace) Begin(bits int) {
	if p.bits = bits; bits > 0 {
		p.began = time.Now()
	}
}

// Limited tells whether there is a limit.
func (p *Pace) Limited() bool { return p.bits > 0 }

// step is the number of bytes after which a limited transfer sleeps.
const step = 16 << 10

// pass waits until so many more bytes may have passed.
func (p *Pace) pass(bytes int) {
	if !p.Limited() {
		return
	}
	p.passed += bytes
	due := p.began.Add(time.Duration(float64(p.passed) * 8 / float64(p.bits) * float64(time.Second)))
	if wait := time.Until(due); wait > 0 {
		p.Delayed += wait
		time.Sleep(wait)
	}
}

// Slow is a body that is read at a pace.
func (p *Pace) Slow(body io.ReadCloser) io.ReadCloser { return &slow{body, p} }

type slow struct {
	io.ReadCloser
	pace *Pace
}

func (s *slow) Read(b []byte) (int, error) {
	if s.pace.Limited() {
		b = b[:min(len(b), step)]
	}
	n, err := s.ReadCloser.Read(b)
	s.pace.pass(n)
	return n, err
}

// write writes a body at the pace.
func (p *Pace) write(w io.Writer, body []byte) {
	for p.Limited() && len(body) > step {
		if _, err := w.Write(body[:step]); err != nil {
			return // the client has left
		}
		body = body[step:]
		p.pass(step)
	}
	w.Write(body)
	p.pass(len(body))
}
