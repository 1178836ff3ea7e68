package scenarios

// The faults in the state: with a trait, without one, or with one in the place of another.

// With lets the trait of that kind stand so in the provocation, whether another one of its
// kind stands in the control or none. says completes the sentence of the kind where the
// value is a document: what it does.
func With(kind TraitKind, value string, says ...string) Fault {
	t, said := Trait{kind, value}, ""
	if len(says) > 0 {
		said = says[0]
	}
	return Fault{Kind: FaultState, Sentence: t.sentence(said), Traits: []Trait{t}}
}

// Without takes the trait of that kind away in the provocation.
func Without(kind TraitKind) Fault {
	return Fault{Kind: FaultState, Sentence: kind.row().says[""], Traits: []Trait{{kind, ""}}}
}

// And lets one more trait stand so in the provocation, which the sentence does not tell.
func (f Fault) And(kind TraitKind, value string) Fault {
	f.Traits = append(f.Traits[:len(f.Traits):len(f.Traits)], Trait{kind, value})
	return f
}

// ObjectArchived puts the object into a storage class, its restore so far.
func ObjectArchived(class, restore string) Fault {
	f := With(StorageClass, class).And(Restore, restore)
	f.Sentence += " " + Restore.row().says[restore]
	return f
}

// BucketAbsent lets the bucket not exist, nor anything in it or about it.
func BucketAbsent() Fault {
	f := With(FreeName, On)
	for _, kind := range TraitKinds() {
		if kind != FreeName && kind != ObjectKey {
			f = f.And(kind, "")
		}
	}
	return f
}
